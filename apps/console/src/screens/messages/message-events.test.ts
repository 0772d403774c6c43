import type { Message } from '@disparo/api'
import { expect, test } from 'vitest'
import { eventsOf } from './message-events.js'

const now = Date.parse('2026-11-30T12:00:00.000Z')
const at = (minute: number) => new Date(now + minute * 60_000).toISOString()
const of = (message: Partial<Message>) =>
  eventsOf({ status: 'accepted', attempts: 1, timeline: {}, ...message } as Message, now)

test('statuses stand in the order of their times, whatever the report showed first, with the reply among them', () => {
  const timeline = { enqueued: at(-9), sending: at(-8), accepted: at(-7), read: at(-3), sent: at(-6) }
  const events = of({ status: 'read', timeline, repliedAt: at(-2) })
  expect(events.map(({ id }) => id)).toEqual([
    ...['enqueued', 'sending', 'accepted', 'sent', 'read', 'replied'],
  ])
  expect(events.filter((each) => 'isPresent' in each && each.isPresent).map(({ id }) => id)).toEqual(['read'])
})

test('nothing arrives before it was sent, although upstream tells whole seconds by a clock of its own', () => {
  const timeline = {
    enqueued: '2026-11-30T11:00:09.100Z',
    sending: '2026-11-30T11:00:14.350Z',
    accepted: '2026-11-30T11:00:14.700Z',
    sent: '2026-11-30T11:00:12.000Z',
    received: '2026-11-30T11:00:14.000Z',
    read: '2026-11-30T11:00:24.000Z',
  }
  expect(of({ status: 'read', timeline }).map(({ id }) => id)).toEqual(Object.keys(timeline))
})

test('every attempt stands there once, and that there were others', () => {
  const tried = [-8, -7].map((minute) => ({ at: at(minute), reason: 'http-503' }))
  const timeline = { enqueued: at(-9), sending: at(-7) }
  const waiting = of({ status: 'enqueued', attempts: 2, timeline, tried })
  expect(waiting.map(({ id }) => id)).toEqual(['enqueued', 'tried', 'tried', 'now'])
  const sent = of({ attempts: 3, timeline: { ...timeline, sending: at(-6), accepted: at(-6) }, tried })
  expect(sent.map(({ id }) => id)).toEqual(['enqueued', 'tried', 'tried', 'sending', 'accepted'])
  const cut = (attempts: number) =>
    of({ attempts, timeline, tried }).map((each) => 'isCut' in each && each.isCut)
  expect(cut(3)).toEqual([false, false, false])
  expect(cut(4)).toEqual([false, true, false])
})

test.each([
  ['its turn', { attempts: 0 }, { waitsFor: 'turn' }],
  ['its next attempt', { attempts: 2 }, { waitsFor: 'next-attempt' }],
  ['its time', { attempts: 0, sendAt: at(5) }, { waitsFor: 'scheduled', until: at(5) }],
  ['its turn, once its time has come', { attempts: 0, sendAt: at(-5) }, { waitsFor: 'turn' }],
  [
    'its hour',
    { holdup: { reason: 'quiet-hours', until: at(9) } },
    { waitsFor: 'quiet-hours', until: at(9) },
  ],
] as const)('what is enqueued waits for %s', (_, message, expected) => {
  const events = of({ status: 'enqueued', timeline: { enqueued: at(-9) }, ...message })
  expect(events.at(-1)).toEqual({ id: 'now', ...expected })
})

test('what is in doubt waits, and what is settled does not', () => {
  expect(of({ status: 'unknown', timeline: { unknown: at(-1) } }).at(-1)).toMatchObject({ waitsFor: 'doubt' })
  expect(of({ status: 'rejected', timeline: { rejected: at(-1) } }).at(-1)).toMatchObject({ id: 'rejected' })
})
