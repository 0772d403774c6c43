import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calibrate, measureSkew, type ReportCalibration } from './report-calibration.js'

const now = Date.UTC(2026, 0, 5, 12)
const nothing: ReportCalibration = { itemsPerMessage: 1 }
/** An answer of a server whose clock is `aheadMs` ahead, at a moment `at` ms past a whole second. */
const answer = (aheadMs: number, at = 0) => ({
  upstreamDate: new Date(Math.floor((now + at + aheadMs) / 1_000) * 1_000),
  answeredAt: now + at,
  items: 0,
  messages: 0,
})

describe('upstream’s clock', () => {
  it('is not known before an answer tells', () => {
    expect(calibrate(nothing, { answeredAt: now, items: 0, messages: 0 })).toEqual(nothing)
    expect(measureSkew({ answeredAt: now })).toBeUndefined()
  })

  it('is known to half a second by one answer, and believed at once when it jumps', () => {
    const ms = fc.integer({ min: -10_000_000, max: 10_000_000 })
    fc.assert(
      fc.property(ms, fc.nat(999), ms, (ahead, at, before) => {
        const first = calibrate(nothing, answer(ahead, at)).skewMs ?? Number.NaN
        expect(Math.abs(first - ahead)).toBeLessThanOrEqual(500)
        const { skewMs = Number.NaN } = calibrate({ ...nothing, skewMs: before }, answer(ahead, at))
        expect(Math.abs(skewMs - ahead)).toBeLessThanOrEqual(1_500)
      }),
    )
  })

  it('is known ever better, coarse as the answers are', () => {
    let learnt: ReportCalibration = { ...nothing, skewMs: 0 }
    for (let n = 0; n < 200; n++) learnt = calibrate(learnt, answer(300, (n * 617) % 1_000))
    expect(Math.abs((learnt.skewMs ?? 0) - 300)).toBeLessThan(150)
  })
})

describe('items for each message', () => {
  it('come nearer to what is seen with each scan, and are never fewer than one', () => {
    let learnt = nothing
    const seen = { answeredAt: now, items: 300, messages: 100 }
    for (let n = 0; n < 30; n++) learnt = calibrate(learnt, seen)
    expect(learnt.itemsPerMessage).toBeCloseTo(3, 1)
    for (let n = 0; n < 60; n++) learnt = calibrate(learnt, { ...seen, items: 0 })
    expect(learnt.itemsPerMessage).toBe(1)
  })

  it('are not judged by a scan without messages', () => {
    expect(calibrate(nothing, { answeredAt: now, items: 300, messages: 0 })).toEqual(nothing)
  })
})
