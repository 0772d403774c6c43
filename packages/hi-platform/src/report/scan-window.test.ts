import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isWithin, scanWindow, slicesInWindow } from './scan-window.js'
import { sliceOf } from './slice.js'

const sliceMs = 30_000
const tolerance = { earlyMs: 2_000, lateMs: 10_000 }

test('a window overlaps its neighbours by the tolerance', () => {
  expect(scanWindow({ first: 2, last: 4 }, { ...tolerance, sliceMs, now: 10_000_000 })).toEqual({
    startDate: new Date(58_000),
    endDate: new Date(160_000),
  })
})

test('a window never ends after now, and is in whole seconds there', () => {
  expect(scanWindow({ first: 2, last: 4 }, { ...tolerance, sliceMs, now: 100_999 }).endDate).toEqual(
    new Date(100_000),
  )
})

test('a window never ends before it begins', () => {
  const { startDate, endDate } = scanWindow({ first: 9, last: 9 }, { ...tolerance, sliceMs, now: 100_999 })
  expect(startDate.getTime()).toBeLessThanOrEqual(endDate.getTime())
})

test('whatever can be in the window was sent in a slice within its reach', () => {
  const scan = fc.tuple(fc.integer({ min: 100, max: 200 }), fc.nat(10)).map(([first, more]) => ({
    first,
    last: first + more,
  }))
  const lateness = fc.integer({ min: -tolerance.earlyMs, max: tolerance.lateMs })
  fc.assert(
    fc.property(scan, lateness, fc.integer({ min: 2_000_000, max: 8_000_000 }), (plan, lateMs, sentAt) => {
      const window = scanWindow(plan, { ...tolerance, sliceMs, now: 10_000_000 })
      const dispatched = new Date(sentAt + lateMs)
      const isShown = dispatched >= window.startDate && dispatched <= window.endDate
      const { first, last } = slicesInWindow(window, { ...tolerance, sliceMs })
      const n = sliceOf(sentAt, sliceMs)
      if (isShown) expect(n >= first && n <= last).toBe(true)
      if (n >= plan.first && n <= plan.last) expect(isWithin(window, sentAt, tolerance)).toBe(true)
      if (isWithin(window, sentAt, tolerance)) expect(isShown).toBe(true)
    }),
  )
})

test('a message sent just now may still come to be in the report', () => {
  const window = scanWindow({ first: 2, last: 2 }, { ...tolerance, sliceMs, now: 80_000 })
  expect(isWithin(window, 69_999, tolerance)).toBe(true)
  expect(isWithin(window, 70_001, tolerance)).toBe(false)
})
