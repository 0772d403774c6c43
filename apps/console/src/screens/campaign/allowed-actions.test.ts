import type { Batch } from '@disparo/api'
import { expect, test } from 'vitest'
import { allowedActions } from './allowed-actions.js'

const counts = {
  ...{ enqueued: 5, sending: 0, unknown: 0, accepted: 5, sent: 0, received: 0, read: 0 },
  ...{ rejected: 0, failed: 2, expired: 0, cancelled: 0, suppressed: 0 },
}
const batch = { state: 'running', lane: 'bulk', createdBy: 'ana', counts, total: 12 } as Batch
const whoMay = (user: string, ...roles: string[]) => ({ user, may: (role: string) => roles.includes(role) })
const allowed = (of: Partial<Batch>, person: ReturnType<typeof whoMay>) =>
  Object.entries(allowedActions({ ...batch, ...of }, person)).flatMap(([name, can]) => (can ? [name] : []))

test('who may read alone changes nothing', () => {
  expect(allowed({}, whoMay('ana', 'read'))).toEqual([])
})

test('who may send stops what is their own, and no campaign of others', () => {
  expect(allowed({}, whoMay('ana', 'read', 'send'))).toEqual(['pause', 'cancel', 'correct'])
  expect(allowed({}, whoMay('rui', 'read', 'send'))).toEqual(['correct'])
})

test('when it goes is changed only while nothing of it has gone, and the pace of urgent messages never', () => {
  const operator = whoMay('rui', 'read', 'operate')
  const fresh = { state: 'scheduled', total: 5, counts: { ...counts, accepted: 0, failed: 0 } } as const
  expect(allowed(fresh, operator)).toEqual(['pause', 'cancel', 'rename', 'reschedule', 'pace'])
  expect(allowed({ ...fresh, lane: 'urgent' }, operator)).not.toContain('pace')
  expect(allowed({}, operator)).not.toContain('reschedule')
  expect(allowed(fresh, whoMay('ana', 'read', 'send'))).toEqual(['pause', 'cancel', 'correct'])
})

test('what was cancelled stays so, and what stopped can go on', () => {
  const operator = whoMay('rui', 'read', 'operate', 'send')
  expect(allowed({ state: 'cancelled' }, operator)).toEqual(['rename'])
  expect(allowed({ state: 'halted' }, operator)).toEqual([
    ...['resume', 'cancel', 'retry', 'correct', 'rename', 'pace'],
  ])
  expect(allowed({ state: 'finished' }, operator)).toEqual(['retry', 'correct', 'rename'])
})
