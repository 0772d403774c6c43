import { describe, expect, it } from 'vitest'
import { createFixedLimit } from './fixed-limit.js'

describe('the fixed limit', () => {
  it('admits max in a window and refuses the rest until the window is over', () => {
    const limit = createFixedLimit({ max: 2, windowMs: 1_000 })
    const answers = [10, 20, 30, 1_009, 1_010].map((now) => limit.take(now))
    expect(answers).toEqual([true, true, false, false, true])
  })

  it('lets twice max through around an edge, as fixed windows do', () => {
    const limit = createFixedLimit({ max: 2, windowMs: 1_000 })
    expect([0, 999, 999, 1_000, 1_000].map((now) => limit.take(now))).toEqual([true, true, false, true, true])
  })

  it('counts down what remains and the seconds of the window', () => {
    const limit = createFixedLimit({ max: 2, windowMs: 10_000 })
    expect(limit.read(0)).toEqual({ limit: 2, remaining: 2, resetSeconds: 10 })
    limit.take(0)
    expect(limit.read(2_500)).toEqual({ limit: 2, remaining: 1, resetSeconds: 8 })
    limit.take(2_500)
    limit.take(2_500)
    expect(limit.read(9_999)).toEqual({ limit: 2, remaining: 0, resetSeconds: 1 })
    expect(limit.read(10_000)).toEqual({ limit: 2, remaining: 2, resetSeconds: 10 })
  })
})
