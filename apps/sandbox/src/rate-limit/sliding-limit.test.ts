import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { limitScenario } from '../testing/limit-scenario.js'
import { createSlidingLimit } from './sliding-limit.js'

describe('the sliding limit', () => {
  it('admits a request if and only if fewer than max were admitted in the window that ends with it', () => {
    const law = fc.property(limitScenario, ({ max, windowMs, times }) => {
      const limit = createSlidingLimit({ max, windowMs })
      const admitted: number[] = []
      for (const now of times) {
        const recent = admitted.filter((time) => time > now - windowMs).length
        expect(limit.read(now).remaining).toBe(max - recent)
        expect(limit.take(now)).toBe(recent < max)
        if (recent < max) admitted.push(now)
      }
    })
    fc.assert(law, { numRuns: 500 })
  })

  it('never admits more than max in any window, wherever the window starts', () => {
    const law = fc.property(limitScenario, ({ max, windowMs, times }) => {
      const limit = createSlidingLimit({ max, windowMs })
      const admitted = times.filter((now) => limit.take(now))
      for (const start of admitted) {
        const inWindow = admitted.filter((time) => time >= start && time < start + windowMs).length
        expect(inWindow).toBeLessThanOrEqual(max)
      }
    })
    fc.assert(law, { numRuns: 500 })
  })

  it('admits again after the seconds it gave as reset', () => {
    const limit = createSlidingLimit({ max: 2, windowMs: 60_000 })
    expect([limit.take(0.4), limit.take(30_000), limit.take(30_001)]).toEqual([true, true, false])
    const { resetSeconds } = limit.read(30_001)
    expect(resetSeconds).toBe(30)
    expect(limit.take(30_001 + resetSeconds * 1_000)).toBe(true)
  })

  it('gives the whole window as reset while nothing is in it', () => {
    const limit = createSlidingLimit({ max: 2, windowMs: 60_000 })
    expect(limit.read(1)).toEqual({ limit: 2, remaining: 2, resetSeconds: 60 })
  })

  it('keeps counting right over far more requests than it has to remember', () => {
    const limit = createSlidingLimit({ max: 3_000, windowMs: 1_000 })
    let admitted = 0
    for (let now = 0; now < 20_000; now += 0.25) if (limit.take(now)) admitted += 1
    expect(admitted).toBe(3_000 * 20)
  })
})
