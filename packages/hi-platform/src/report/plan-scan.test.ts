import { expect, test } from 'vitest'
import { planScan } from './plan-scan.js'
import { inputAt, runPlanner, START, sliceMs } from './planner.test.support.js'
import type { SliceState } from './slice.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const first = START / sliceMs

/** `count` slices from the start, one after the other. */
function slicesOf(count: number, state: Partial<SliceState> = {}): SliceState[] {
  return Array.from({ length: count }, (_, index) => ({ n: first + index, total: 100, open: 100, ...state }))
}

test('nothing open is nothing to do', () => {
  expect(planScan(inputAt(START))).toEqual({ kind: 'idle' })
  expect(planScan(inputAt(START + HOUR, { slices: slicesOf(3, { open: 0 }) }))).toEqual({ kind: 'idle' })
})

test('a fresh message in an idle account is looked at after a few seconds', () => {
  const slices = slicesOf(1, { total: 1, open: 1 })
  expect(planScan(inputAt(START + 1_000, { slices }))).toEqual({ kind: 'wait', ms: 2_000 })
  expect(planScan(inputAt(START + 3_000, { slices }))).toEqual({ kind: 'scan', first, last: first })
})

test('neighbours share a page, and closed ones at its edges are left out', () => {
  const slices = slicesOf(30).map((slice, index) => (index > 7 ? { ...slice, open: 0 } : slice))
  expect(planScan(inputAt(START + HOUR, { slices }))).toEqual({ kind: 'scan', first, last: first + 7 })
  const busy = slicesOf(30, { total: 400, open: 400 })
  const plan = planScan(inputAt(START + HOUR, { slices: busy }))
  expect(plan.kind === 'scan' && plan.last - plan.first).toBe(1)
})

test('items of others, and those at the edges of the window, take room on the page', () => {
  const slices = slicesOf(40, { total: 90, open: 90 })
  const size = (change: Parameters<typeof inputAt>[1]) => {
    const plan = planScan(inputAt(START + HOUR, { slices, ...change }))
    return plan.kind === 'scan' ? plan.last - plan.first + 1 : 0
  }
  expect(size({})).toBe(10)
  expect(size({ itemsPerMessage: 3 })).toBe(3)
  // A slice before and two after: worth three slices in the middle, and less where the slices end.
  expect(size({ earlyMs: 30_000, lateMs: 60_000 })).toBeLessThan(10)
})

test('a slice of more than a page is scanned with as many neighbours as fill its last page', () => {
  const slices = slicesOf(6, { total: 10, open: 10 })
  const [big = slices[0] as SliceState, ...rest] = slices
  const plan = planScan(inputAt(START + HOUR, { slices: [{ ...big, total: 1_880, open: 1_880 }, ...rest] }))
  expect(plan).toEqual({ kind: 'scan', first, last: first + 2 })
})

test('fresh slices are looked at often, old ones ever more rarely', () => {
  const looks = runPlanner(slicesOf(1), { from: START, until: START + 24 * HOUR })
  const gaps = (from: number, to: number) => {
    const times = looks.map(({ at }) => at - START).filter((at) => at >= from && at <= to)
    return (to - from) / times.length
  }
  expect(gaps(0, MINUTE)).toBeLessThan(15_000)
  expect(gaps(HOUR, 2 * HOUR)).toBeGreaterThan(2 * MINUTE)
  expect(gaps(20 * HOUR, 24 * HOUR)).toBeGreaterThan(HOUR / 2)
  for (const [index, { at }] of looks.entries()) {
    const before = looks[index - 1]
    if (before) expect(at - before.at).toBeGreaterThanOrEqual(5_000)
  }
})

test('while slices wait the whole quota is used, evenly, and never more', () => {
  const until = START + 3 * HOUR
  const looks = runPlanner(slicesOf(1), {
    from: START,
    until,
    arrive: (n) => ({ n, total: 900, open: 900 }),
  })
  expect(looks.length).toBeGreaterThan(0.95 * 60 * 18)
  for (const [index, { at }] of looks.entries()) {
    const before = looks[index - 1]
    if (before) expect(at - before.at).toBeLessThanOrEqual(MINUTE)
    expect(looks.filter((look) => look.at > at - 10 * MINUTE && look.at <= at).length).toBeLessThanOrEqual(60)
  }
})

test.each([
  [2, 'a message now and then'],
  [25, 'a tenth of the limit'],
])('with %i messages a slice (%s), no old slice keeps a fresh one waiting', (total) => {
  const until = START + 1.5 * HOUR
  const looks = runPlanner([{ n: first, total, open: total }], {
    from: START,
    until,
    arrive: (n) => ({ n, total, open: total }),
    // So that pages come to be many in a short time.
    change: { pageSize: 250 },
  })
  // In the second half, when there are more old pages than are read in a minute; a look every 10 s is what there is.
  for (let n = first + 90; n < first + 170; n++) {
    const end = (n + 1) * sliceMs
    const seen = looks.find(({ at, first: from, last }) => at >= end && from <= n && n <= last)
    expect((seen?.at ?? until) - end).toBeLessThan(MINUTE)
  }
})

test('no slice starves: the least worth ones have their last look while far more comes than can be seen', () => {
  const looks = runPlanner(slicesOf(20, { total: 950, open: 1 }), {
    from: START,
    until: START + 6 * HOUR,
    arrive: (n) => ({ n, total: 950, open: 950 }),
    change: { maxAgeMs: HOUR },
  })
  // With 3 looks a slice, some 200 pages wait for one at any time: 4 rounds of them take less than 3 hours.
  for (let n = first; n < first + 120; n++) {
    const times = looks.filter((look) => look.first <= n && n <= look.last).map(({ at }) => at)
    expect(Math.max(...times)).toBeGreaterThan((n + 1) * sliceMs + HOUR)
  }
})

test('what was looked at a moment ago rests, however much it is worth beside the little that is due', () => {
  const now = START + HOUR
  const resting = slicesOf(30, { total: 900, open: 1, scannedAt: now - MINUTE })
  const due = { n: first, total: 900, open: 1, scannedAt: now - 4 * MINUTE }
  const fresh = { n: now / sliceMs - 1, total: 900, open: 900, scannedAt: now - 1_000 }
  const input = inputAt(now, { slices: [due, ...resting.slice(1), fresh] })
  const quota = { ...input.quota, lastAt: now - MINUTE }
  expect(planScan({ ...input, quota })).toEqual({ kind: 'scan', first, last: first })
})

test('a slice past its time has one last look, and is then left alone', () => {
  const [slice = { n: 0, total: 0, open: 0 }] = slicesOf(1)
  const end = START + sliceMs + 72 * HOUR
  const planAt = (now: number, scannedAt: number) =>
    planScan(inputAt(now, { slices: [{ ...slice, scannedAt }] })).kind
  expect(planAt(end + 4 * HOUR, end - HOUR)).toBe('scan')
  expect(planAt(end + 4 * HOUR, end)).toBe('idle')
})

test('a fresh slice comes before old ones that were looked at since, and after one that has waited long', () => {
  const now = START + 3 * HOUR
  const current = now / sliceMs - 1
  const plan = (scannedAt: number) => {
    const old = slicesOf(200, { total: 900, open: 900, scannedAt: now - 10 * MINUTE })
    const waiting = { n: first, total: 900, open: 900, scannedAt }
    const fresh = { n: current, total: 900, open: 900, scannedAt: now - 6_000 }
    return planScan(inputAt(now, { slices: [waiting, ...old.slice(1), fresh] }))
  }
  expect(plan(now - 10 * MINUTE)).toEqual({ kind: 'scan', first: current, last: current })
  expect(plan(START + MINUTE)).toEqual({ kind: 'scan', first, last: first })
})
