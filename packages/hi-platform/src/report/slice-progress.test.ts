import fc from 'fast-check'
import { expect, test } from 'vitest'
import { planScan } from './plan-scan.js'
import { inputAt, START, sliceMs } from './planner.test.support.js'
import type { SliceState } from './slice.js'
import { marksAfter, partsOf } from './slice-progress.js'

const HOUR = 3_600_000
const n = START / sliceMs
const hour: SliceState = { n, length: 120, total: 30_000, open: 12_000 }

test('no mark of a long slice says more than was scanned, whatever was scanned of it', () => {
  const scans = fc.array(fc.tuple(fc.integer({ min: -20, max: 130 }), fc.integer({ min: 0, max: 60 })))
  fc.assert(
    fc.property(scans, (ranges) => {
      const lastScan = new Map<number, number>()
      let slice = hour
      for (const [index, [from, size]] of ranges.entries()) {
        const scan = { first: n + from, last: n + from + size, startedAt: index + 1 }
        for (let step = scan.first; step <= scan.last; step++) lastScan.set(step, scan.startedAt)
        const marks = marksAfter(slice, scan)
        if (marks) slice = { ...hour, ...marks }
      }
      const earliest = (first: number, end: number) => {
        const times = Array.from({ length: end - first }, (_, step) => lastScan.get(first + step) ?? 0)
        return Math.min(...times)
      }
      for (const part of partsOf(slice)) {
        if (part.scannedAt !== undefined) {
          expect(part.scannedAt).toBeLessThanOrEqual(earliest(part.n, part.n + part.length))
        }
      }
      expect(partsOf(slice).reduce((sum, { open }) => sum + open, 0)).toBeCloseTo(hour.open)
    }),
  )
})

test('a long slice is gone through page by page, from its beginning to its end, and then rests', () => {
  let slice = hour
  let now = START + 6 * HOUR
  let scans = 0
  let next = n
  for (;;) {
    const input = inputAt(now, { slices: [slice], earlyMs: 2_000, lateMs: 35_000 })
    const plan = planScan({ ...input, quota: { ...input.quota, lastAt: now - HOUR } })
    if (plan.kind !== 'scan') {
      expect(plan.kind).toBe('wait')
      break
    }
    expect(plan.first).toBe(next)
    next = plan.last + 1
    scans += 1
    const { progress: _, ...before } = slice
    slice = { ...before, ...marksAfter(slice, { ...plan, startedAt: now }) }
    now += 1_000
  }
  expect(next).toBe(n + 120)
  expect(slice).toEqual({ ...hour, scannedAt: START + 6 * HOUR })
  // As many pages as its half-minutes would take by twos.
  expect(scans).toBe(60)
})

test('its time is over when all of it was looked at after that', () => {
  const end = START + HOUR + 72 * HOUR
  const kind = (state: Partial<SliceState>) =>
    planScan(inputAt(end + 10 * HOUR, { slices: [{ ...hour, ...state }] })).kind
  expect(kind({ scannedAt: end })).toBe('idle')
  expect(kind({ scannedAt: end - 1 })).toBe('scan')
  expect(kind({ scannedAt: end - 1, progress: { until: n + 60, since: end + 1 } })).toBe('scan')
})

test('a fresh slice does not wait for a long one to be gone through', () => {
  const now = START + 6 * HOUR
  const fresh = { n: now / sliceMs - 1, total: 250, open: 250, scannedAt: now - 20_000 }
  const progress = { until: n + 40, since: now - 10 * 60_000 }
  const slices = [{ ...hour, scannedAt: now - HOUR / 2, progress }, fresh]
  expect(planScan(inputAt(now, { slices }))).toEqual({ kind: 'scan', first: fresh.n, last: fresh.n })
})
