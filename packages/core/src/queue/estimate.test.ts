import { describe, expect, it } from 'vitest'
import { estimateSendAt, remember } from './index.js'

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
    const ask = remember(60_000, async (key: string) => {
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
