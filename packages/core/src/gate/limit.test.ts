import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gateWindowMs, type Limit, limiterFor, permitsFor, ratePerSecond } from './index.js'

const hi: Limit = { max: 500, windowMs: 60_000, safetyMarginMs: 1_000, reserve: 0.02 }

const anyLimit = fc.record({
  max: fc.integer({ min: 1, max: 1_000_000 }),
  windowMs: fc.integer({ min: 100, max: 86_400_000 }),
  safetyMarginMs: fc.integer({ min: 0, max: 60_000 }),
  reserve: fc.double({ min: 0, max: 0.5, noNaN: true }),
})

describe('the limit', () => {
  it('leaves 10 of 500 permits to urgent messages and still lets bulk use over 95 % of the limit', () => {
    expect(permitsFor('urgent', hi)).toBe(500)
    expect(permitsFor('bulk', hi)).toBe(490)
    expect(gateWindowMs(hi)).toBe(61_000)
    expect((ratePerSecond('bulk', hi) * 60) / 500).toBeGreaterThan(0.95)
  })

  it('paces bulk in steps of 8, so that permits come free evenly', () => {
    expect(limiterFor('bulk', hi)).toEqual({ max: 8, duration: 960 })
    expect(limiterFor('urgent', hi)).toEqual({ max: 500, duration: 60_000 })
  })

  it('never gives a lane no permit at all, nor more than the limit', () => {
    fc.assert(
      fc.property(anyLimit, fc.constantFrom('urgent' as const, 'bulk' as const), (limit, lane) => {
        expect(permitsFor(lane, limit)).toBeGreaterThanOrEqual(1)
        expect(permitsFor(lane, limit)).toBeLessThanOrEqual(limit.max)
        const pace = limiterFor(lane, limit)
        expect(pace.max).toBeGreaterThanOrEqual(1)
        expect(pace.duration).toBeGreaterThanOrEqual(1)
      }),
    )
  })

  it('is paced by messages where many go on one permit', () => {
    expect(limiterFor('bulk', hi, 100)).toEqual({ max: 800, duration: 960 })
    expect(limiterFor('urgent', hi, 100)).toEqual({ max: 50_000, duration: 60_000 })
  })

  it('is never paced below what the gate would let through', () => {
    fc.assert(
      fc.property(anyLimit, (limit) => {
        const { max, duration } = limiterFor('bulk', limit)
        expect(max / duration).toBeGreaterThanOrEqual(
          (permitsFor('bulk', limit) / gateWindowMs(limit)) * 0.999,
        )
      }),
    )
  })
})
