import { describe, expect, it } from 'vitest'
import { eventTime, messageEventTime } from './event-time.js'

const received = Date.parse('2026-11-22T10:00:00.700Z')
const told = (text: string, hasUtcOffset = true) => ({ at: new Date(text), hasUtcOffset })
const at = (text: string) => Date.parse(text)

describe('when what an event tells happened', () => {
  it.each([
    ['as it says', told('2026-11-20T08:00:00Z'), '2026-11-20T08:00:00Z'],
    [
      'when it came, where it does not say',
      { at: undefined, hasUtcOffset: false },
      '2026-11-22T10:00:00.700Z',
    ],
    ['when it came, where it says the future', told('2026-11-22T10:00:02Z'), '2026-11-22T10:00:00.700Z'],
    ['in UTC, where that is about when it came', told('2026-11-22T09:50:00Z', false), '2026-11-22T09:50:00Z'],
    [
      "when it came, where it says São Paulo's time",
      told('2026-11-22T07:00:00Z', false),
      '2026-11-22T10:00:00.700Z',
    ],
    [
      "when it came, where it says Lisbon's in summer",
      told('2026-11-22T11:00:00Z', false),
      '2026-11-22T10:00:00.700Z',
    ],
  ])('is %s', (_title, event, expected) => {
    expect(eventTime(event, received)).toBe(at(expected))
  })

  it.each([
    ['in whole seconds', '2026-11-22T09:30:00.900Z', '2026-11-22T09:30:00Z', '2026-11-22T09:30:00Z'],
    [
      'when it came, rather than before its message was there',
      '2026-11-22T09:59:00Z',
      '2026-11-22T09:59:30Z',
      '2026-11-22T10:00:00Z',
    ],
    [
      'the second of its message, of which it may be',
      '2026-11-22T09:59:30Z',
      '2026-11-22T09:59:30.999Z',
      '2026-11-22T09:59:30Z',
    ],
    [
      'not even then before its message was there',
      '2026-11-22T09:59:00Z',
      '2026-11-22T10:00:03Z',
      '2026-11-22T10:00:03Z',
    ],
  ])('of a message known, is %s', (_title, moment, enqueued, expected) => {
    expect(messageEventTime(at(moment), { receivedAt: received, enqueuedAt: at(enqueued) })).toBe(
      at(expected),
    )
  })
})
