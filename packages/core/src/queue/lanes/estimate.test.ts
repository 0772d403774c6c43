import { describe, expect, it } from 'vitest'
import {
  cacheFor,
  type DueCount,
  endlessIn,
  estimateDone,
  estimateDoneAt,
  estimateSendAt,
  type LaneSnapshot,
  snapshotOf,
} from '../index.js'

const limit = { max: 500, windowMs: 60_000, safetyMarginMs: 1_000, reserve: 0.02 }
const now = Date.UTC(2026, 0, 5)
const open = { open: true } as const
const inSeconds = (date: Date) => Math.round((date.getTime() - now) / 1_000)

describe('estimateSendAt', () => {
  it('counts requests where many messages go in one', () => {
    const many = { lane: 'bulk', limit, gate: open, now, perRequest: 100 } as const
    expect(inSeconds(estimateSendAt({ ...many, ahead: 49_000 }))).toBe(61)
  })

  it('is now for whoever is first, and for urgent within one window of the limit', () => {
    expect(inSeconds(estimateSendAt({ lane: 'bulk', ahead: 0, limit, gate: open, now }))).toBe(0)
    expect(inSeconds(estimateSendAt({ lane: 'urgent', ahead: 400, limit, gate: open, now }))).toBe(0)
  })

  it('counts what waits at the rate that bulk has: 490 in 61 s', () => {
    expect(inSeconds(estimateSendAt({ lane: 'bulk', ahead: 490, limit, gate: open, now }))).toBe(61)
    expect(inSeconds(estimateSendAt({ lane: 'bulk', ahead: 49_000, limit, gate: open, now }))).toBe(6_100)
  })

  it('begins to count when a closed gate may open', () => {
    const gate = { open: false, closedUntil: new Date(now + 30_000) }
    expect(inSeconds(estimateSendAt({ lane: 'bulk', ahead: 490, limit, gate, now }))).toBe(91)
  })
})

describe('remember', () => {
  it('asks once for all that come together, each key on its own, and again after a failure', async () => {
    const asked: string[] = []
    const ask = cacheFor(60_000, async (key: string) => {
      asked.push(key)
      if (asked.length === 3) throw new Error('down')
      return asked.length
    })
    expect(await Promise.all([ask('a'), ask('a'), ask('b')])).toEqual([1, 1, 2])
    await expect(ask('c')).rejects.toThrow('down')
    expect(await ask('c')).toBe(4)
    expect(asked).toEqual(['a', 'b', 'c', 'c'])
  })
})

describe('estimateDoneAt', () => {
  const hour = 3_600_000
  const outlook = { lane: 'bulk', ahead: 0, limit, gate: open, now } as const
  const end = (due: readonly DueCount[], over: Partial<LaneSnapshot> = {}) =>
    inSeconds(estimateDoneAt({ ...outlook, ...over }, due))

  it('is the start and what the size takes by the limit: 490 in 61 s', () => {
    expect(end([{ at: now + hour, count: 4_900 }])).toBe(3_600 + 610)
  })

  it('goes by the moment that ends last: a few of tomorrow, or many of today', () => {
    const many = { at: now + hour, count: 49_000 }
    expect(end([many, { at: now + 24 * hour, count: 49 }])).toBe(24 * 3_600 + 6)
    expect(end([{ at: now + hour + 60_000, count: 490 }, many])).toBe(3_600 + 6_161)
  })

  it('has what waits before it, where that takes longer', () => {
    expect(end([{ at: now + 1_000, count: 490 }], { ahead: 4_900 })).toBe(671)
    expect(end([], { ahead: 490 })).toBe(61)
  })

  it('begins no sooner than a closed gate may open', () => {
    const gate = { open: false, closedUntil: new Date(now + 2 * hour) }
    expect(end([{ at: now + hour, count: 490 }], { gate })).toBe(7_261)
  })
})

describe('estimateDone', () => {
  const outlook = { lane: 'bulk', ahead: 490, limit, gate: open, now } as const

  it('is a moment where all that is in the way ends, and else says what does not', () => {
    expect(estimateDone(outlook, [], undefined)).toEqual({
      estimatedDoneAt: new Date(now + 61_000).toISOString(),
    })
    expect(estimateDone(outlook, [], 'no-worker')).toEqual({
      ...{ estimatedDoneAt: null, estimatedDoneReason: 'no-worker' },
    })
  })
})

describe('what a lane has in its way', () => {
  const lane = { waiting: 10, active: 2, delayed: 0, isPaused: false }
  const facts = { now, hasWorker: true, gate: open, asleep: [], lanes: { urgent: lane, bulk: lane } } as const
  const closed = (reason: string) => ({ open: false, reason, closedUntil: new Date(now + 30_000) })

  it('has for bulk what waits in the urgent lane, too', () => {
    expect(snapshotOf(facts, { lane: 'urgent', limit }).ahead).toBe(12)
    expect(snapshotOf(facts, { lane: 'bulk', limit }).ahead).toBe(24)
  })

  it('goes by the limit in force', () => {
    const gate = { ...open, lowered: { max: 100, until: new Date(now) } }
    expect(snapshotOf({ ...facts, gate }, { lane: 'bulk', limit }).limit.max).toBe(100)
  })

  it('ends with a closed gate only where upstream said when', () => {
    expect(endlessIn(facts, 'bulk')).toBeUndefined()
    expect(endlessIn({ ...facts, gate: closed('throttled') }, 'bulk')).toBeUndefined()
    expect(endlessIn({ ...facts, gate: closed('limit-exhausted') }, 'bulk')).toBeUndefined()
    expect(endlessIn({ ...facts, gate: closed('http-401') }, 'bulk')).toBe('gate-closed')
  })

  it('never ends without a worker, in a paused lane, or while Redis is full', () => {
    const paused = { urgent: lane, bulk: { ...lane, isPaused: true } }
    expect(endlessIn({ ...facts, hasWorker: false }, 'bulk')).toBe('no-worker')
    expect(endlessIn({ ...facts, lanes: paused }, 'bulk')).toBe('lane-paused')
    expect(endlessIn({ ...facts, lanes: paused }, 'urgent')).toBeUndefined()
    expect(endlessIn({ ...facts, refusal: 'OOM' }, 'bulk')).toBe('redis-full')
  })
})

describe('an estimate for messages that go within hours only', () => {
  const hour = 3_600_000
  const day = 24 * hour
  /** From 08:00 to 20:00, every day. */
  const hoursAt = (moment: number) => {
    const midnight = Math.floor((moment - 20 * hour) / day) * day + day
    return { from: midnight + 8 * hour, until: midnight + 20 * hour }
  }
  const outlook = { lane: 'bulk', limit, gate: open, now, hoursAt } as const
  const at = (date: Date) => date.toISOString().slice(5, 16)
  /** As many as go in so many hours. */
  const worth = (hours: number) => Math.floor((490 / 61) * 3_600 * hours)

  it('waits for the first hour, goes on the next day, and skips what is closed', () => {
    expect(at(estimateSendAt({ ...outlook, ahead: 0 }))).toBe('01-05T08:00')
    expect(at(estimateSendAt({ ...outlook, ahead: worth(11) }))).toBe('01-05T18:59')
    expect(at(estimateSendAt({ ...outlook, ahead: worth(13) }))).toBe('01-06T08:59')
    expect(at(estimateSendAt({ ...outlook, ahead: worth(37) }))).toBe('01-08T08:59')
  })

  it('never names the moment at which they close, and an end after years of backlog', () => {
    expect(at(estimateSendAt({ ...outlook, now: now + 20 * hour, ahead: 0 }))).toBe('01-06T08:00')
    expect(estimateSendAt({ ...outlook, ahead: worth(12 * 3_000) }).getTime()).toBeGreaterThan(
      now + 400 * day,
    )
  })

  it('begins anew from the moment at which others of the batch are due', () => {
    const due = [{ at: now + 9 * hour, count: worth(1) }]
    expect(at(estimateDoneAt({ ...outlook, ahead: 1 }, due))).toBe('01-05T09:59')
    expect(at(estimateDoneAt({ ...outlook, ahead: 1 }, [{ at: now + 19.5 * hour, count: worth(1) }]))).toBe(
      '01-06T08:29',
    )
  })
})
