import fc from 'fast-check'
import { expect, test } from 'vitest'
import { alignSequences } from './align-sequences.js'
import { isWithin, scanWindow, slicesInWindow } from './scan-window.js'
import { sliceOf } from './slice.js'
import { earliestSend, latestDispatch, mergeOutages, shiftTolerance } from './tolerance.js'

const sliceMs = 30_000
const requestTimeoutMs = 15_000
const dispatchLagMs = 20_000
const usual = { earlyMs: 2_000, lateMs: requestTimeoutMs + dispatchLagMs }
const start = 100 * sliceMs

/** As a worker makes them: from a request's length before the first attempt was given up. */
const silence = fc
  .tuple(fc.nat(100 * sliceMs), fc.nat(20 * sliceMs))
  .map(([since, ms]) => ({ since: start + since, until: start + since + ms }))
  .map(({ since, until }) => ({
    from: since - requestTimeoutMs - 1_000,
    until,
    dispatchedBy: until + dispatchLagMs,
  }))
const tolerance = fc.array(silence, { maxLength: 4 }).map((outages) => ({ ...usual, outages }))
const moment = fc.nat(120 * sliceMs).map((ms) => start + ms)

test('what is sent in a silence may be dispatched until some time after it; all else as usual', () => {
  const outages = [{ from: 10_000, until: 90_000, dispatchedBy: 110_000 }]
  const latest = [9_999, 10_000, 74_999, 90_000, 90_001].map((at) =>
    latestDispatch(at, { ...usual, outages }),
  )
  expect(latest).toEqual([44_999, 110_000, 110_000, 125_000, 125_001])
})

test('silences are one where what waited in the first may have waited on in the second', () => {
  const first = { from: 0, until: 30_000, dispatchedBy: 50_000 }
  const second = { from: 50_000, until: 60_000, dispatchedBy: 80_000 }
  const third = { from: 80_001, until: 90_000, dispatchedBy: 110_000 }
  const both = { from: 0, until: 60_000, dispatchedBy: 80_000 }
  expect(mergeOutages([third, second, first])).toEqual([both, third])
})

test('who is sent later is never dispatched by an earlier moment', () => {
  fc.assert(
    fc.property(tolerance, moment, moment, (tolerance, a, b) => {
      const [first, second] = [Math.min(a, b), Math.max(a, b)]
      expect(latestDispatch(first, tolerance)).toBeLessThanOrEqual(latestDispatch(second, tolerance))
    }),
  )
})

test('nothing that can be dispatched at a moment was sent before the earliest that it could be', () => {
  fc.assert(
    fc.property(tolerance, moment, moment, (tolerance, sentAt, dispatchedAt) => {
      if (latestDispatch(sentAt, tolerance) < dispatchedAt) return
      expect(earliestSend(dispatchedAt, tolerance)).toBeLessThanOrEqual(sentAt)
    }),
  )
})

test('whatever can be in a window was sent in a slice within its reach, and a proof sees all of it', () => {
  const plan = fc.tuple(fc.nat(100), fc.nat(5)).map(([first, more]) => ({
    first: 100 + first,
    last: 100 + first + more,
  }))
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(tolerance, plan, moment, share, moment, (tolerance, plan, sentAt, share, now) => {
      const window = scanWindow(plan, { ...tolerance, sliceMs, now })
      const earliest = sentAt - tolerance.earlyMs
      const dispatched = new Date(earliest + share * (latestDispatch(sentAt, tolerance) - earliest))
      const isShown = dispatched >= window.startDate && dispatched <= window.endDate
      const { first, last } = slicesInWindow(window, { sliceMs, ...tolerance })
      const n = sliceOf(sentAt, sliceMs)
      if (isShown) expect(n >= first && n <= last).toBe(true)
      if (isWithin(window, sentAt, tolerance)) expect(isShown).toBe(true)
      const isOver = now >= latestDispatch((plan.last + 1) * sliceMs, tolerance) + 1_000
      if (isOver && n >= plan.first && n <= plan.last) expect(isWithin(window, sentAt, tolerance)).toBe(true)
    }),
  )
})

test('a message sent in a silence is paired with its late dispatch, one sent outside of it is not', () => {
  const outages = [{ from: 10_000, until: 90_000, dispatchedBy: 110_000 }]
  const tolerance = { ...usual, outages }
  expect(alignSequences([12_000], [100_000], tolerance)).toEqual([{ sent: 0, dispatched: 0 }])
  expect(alignSequences([9_000], [100_000], tolerance)).toEqual([])
  const ahead = shiftTolerance(tolerance, 1_000_000)
  expect(alignSequences([1_012_000], [1_100_000], ahead)).toEqual([{ sent: 0, dispatched: 0 }])
})
