import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { callbackAttempts, callbackDelay, callbackDelaysMs } from './retry-schedule.js'

const hourMs = 3_600_000
const attempt = fc.integer({ min: 1, max: callbackAttempts - 1 })
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const retryAfterMs = fc.option(fc.nat(1_000 * hourMs), { nil: undefined })

describe('the schedule of retries', () => {
  it('spreads all attempts over a day, whatever the chance', () => {
    const total = (chance: number) =>
      callbackDelaysMs.reduce(
        (sum, _, index) => sum + callbackDelay({ attempt: index + 1, random: chance }),
        0,
      )
    expect(total(0)).toBeLessThanOrEqual(24 * hourMs)
    expect(total(0)).toBeGreaterThan(23 * hourMs)
    expect(total(0.999)).toBeGreaterThan(18 * hourMs)
  })

  it('waits at most what it says and at least four fifths of that', () => {
    fc.assert(
      fc.property(attempt, random, (made, chance) => {
        const longest = callbackDelaysMs[made - 1] ?? Number.NaN
        const delay = callbackDelay({ attempt: made, random: chance })
        expect(delay).toBeLessThanOrEqual(longest)
        expect(delay).toBeGreaterThanOrEqual(0.8 * longest - 1)
      }),
    )
  })

  it('never waits shorter after more attempts', () => {
    for (let made = 1; made < callbackAttempts; made++) {
      const next = callbackDelay({ attempt: made + 1, random: 0 })
      expect(next).toBeGreaterThanOrEqual(callbackDelay({ attempt: made, random: 0 }))
    }
  })

  it('waits as long as the receiver asks for, up to 8 hours', () => {
    fc.assert(
      fc.property(attempt, random, retryAfterMs, (made, chance, asked) => {
        const delay = callbackDelay({ attempt: made, random: chance, retryAfterMs: asked })
        expect(delay).toBeGreaterThanOrEqual(Math.min(8 * hourMs, asked ?? 0))
        expect(delay).toBeGreaterThanOrEqual(callbackDelay({ attempt: made, random: chance }))
        expect(delay).toBeLessThanOrEqual(8 * hourMs)
      }),
    )
  })
})
