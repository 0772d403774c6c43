import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isWithin, scanWindow } from './scan-window.js'
import { sliceOf } from './slice.js'
import { clockTolerance, unknownClockMs } from './tolerance.js'

const sliceMs = 30_000
const lags = { attemptMs: 15_000, dispatchLagMs: 20_000 }
const start = 2_000 * sliceMs

describe('the tolerance of a clock', () => {
  it('that is known is its coarseness, and what a dispatch may take', () => {
    expect(clockTolerance({ ...lags, clockKnown: true })).toEqual({ earlyMs: 2_000, lateMs: 35_000 })
  })

  it('that was never told is wider by the same, both ways', () => {
    const { earlyMs, lateMs } = clockTolerance({ ...lags, clockKnown: false })
    expect([earlyMs, lateMs]).toEqual([2_000 + unknownClockMs, 35_000 + unknownClockMs])
  })

  it('proves no message absent whose item may lie outside of the window, however wrong the clock is within it', () => {
    const any = fc.record({
      sentMs: fc.nat(40 * sliceMs),
      dispatchMs: fc.nat(lags.attemptMs + lags.dispatchLagMs),
      skewMs: fc.integer({ min: -unknownClockMs, max: unknownClockMs }),
      laterMs: fc.nat(20 * sliceMs),
    })
    let proved = 0
    fc.assert(
      fc.property(any, ({ sentMs, dispatchMs, skewMs, laterMs }) => {
        const sentAt = start + sentMs
        const n = sliceOf(sentAt, sliceMs)
        const tolerance = clockTolerance({ ...lags, clockKnown: false })
        const window = scanWindow({ first: n, last: n }, { sliceMs, now: sentAt + laterMs, ...tolerance })
        if (!isWithin(window, sentAt, tolerance)) return
        proved += 1
        // Whole seconds, as the report's dates are.
        const dated = Math.floor((sentAt + dispatchMs + skewMs) / 1_000) * 1_000
        expect(dated).toBeGreaterThanOrEqual(window.startDate.getTime())
        expect(dated).toBeLessThanOrEqual(window.endDate.getTime())
      }),
    )
    expect(proved).toBeGreaterThan(0)
  })
})
