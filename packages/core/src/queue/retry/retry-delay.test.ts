import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { retryDelay, retryTiming } from '../index.js'

const attempt = fc.integer({ min: 1, max: 1_000 })
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

describe('retryDelay', () => {
  it('waits up to twice as long after each attempt, and never longer than five minutes', () => {
    const longest = [1, 2, 3, 4, 8, 9, 10, 50].map((attempt) => retryDelay({ attempt, random: 0.999_999_9 }))
    expect(longest).toEqual([1_000, 2_000, 4_000, 8_000, 128_000, 256_000, 300_000, 300_000])
  })

  it('is a whole number of ms from 0 to its ceiling, whatever is random', () => {
    fc.assert(
      fc.property(attempt, random, (attempt, random) => {
        const delay = retryDelay({ attempt, random })
        expect(Number.isInteger(delay)).toBe(true)
        expect(delay).toBeGreaterThanOrEqual(0)
        expect(delay).toBeLessThanOrEqual(
          Math.min(retryTiming.longestMs, retryTiming.baseMs * 2 ** (attempt - 1)),
        )
      }),
    )
  })

  it('spreads what failed together over the whole time (full jitter)', () => {
    expect(retryDelay({ attempt: 3, random: 0 })).toBe(0)
    expect(retryDelay({ attempt: 3, random: 0.5 })).toBe(2_000)
  })
})
