import { expect, it } from 'vitest'
import { DueTimes } from './due-times.js'

it('keeps up to a thousand moments as they are', () => {
  const due = new DueTimes()
  for (let n = 0; n < 3_000; n += 1) due.add(1_000_000 + (n % 1_000) * 7)
  expect(due.list()).toHaveLength(1_000)
  expect(due.list()[1]).toEqual({ at: 1_000_007, count: 3 })
})

it('counts every message however many moments there are, none as due before its time', () => {
  const due = new DueTimes()
  const ofYear = Array.from({ length: 50_000 }, (_, n) => 1_800_000_000_000 + n * 600_000 + (n % 97))
  for (const at of ofYear) due.add(at)
  const kept = due.list()
  expect(kept.length).toBeLessThanOrEqual(1_000)
  expect(kept.reduce((sum, { count }) => sum + count, 0)).toBe(50_000)
  const last = Math.max(...ofYear)
  expect(Math.max(...kept.map(({ at }) => at))).toBe(last)
  const from = (moment: number) =>
    kept.filter(({ at }) => at >= moment).reduce((sum, { count }) => sum + count, 0)
  for (const moment of [ofYear[0], ofYear[20_000], ofYear[49_000], last]) {
    expect(from(moment ?? 0)).toBeGreaterThanOrEqual(ofYear.filter((at) => at >= (moment ?? 0)).length)
  }
})
