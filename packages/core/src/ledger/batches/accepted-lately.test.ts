import { expect, test } from 'vitest'
import { ratePerMinute } from './accepted-lately.js'

test('a rate is that of the last minute, be that of the clock one or parts of two', () => {
  const minute = 29_000_000
  const accepted = new Map([
    [minute - 2, 1_000],
    [minute - 1, 480],
    [minute, 120],
  ])
  expect(ratePerMinute(accepted, minute * 60_000)).toBe(600)
  expect(ratePerMinute(accepted, minute * 60_000 + 15_000)).toBe(480)
  expect(ratePerMinute(accepted, minute * 60_000 + 59_999)).toBe(120)
  expect(ratePerMinute(accepted, (minute + 2) * 60_000)).toBe(0)
})
