import { expect, it } from 'vitest'
import { openWakePace } from './wake-pace.js'

const limit = { max: 500, windowMs: 60_000 }

it('lets some go at once, and then as many as the limit could send a few times over', () => {
  const pace = openWakePace(limit, 1)
  expect(pace.allowed(1_000)).toBe(166)
  pace.took(166)
  expect(pace.allowed(1_000)).toBe(0)
  expect(pace.allowed(2_000)).toBe(33)
  pace.took(33)
  // What was not used is not saved up.
  expect(pace.allowed(1_000_000)).toBe(166)
})

it('goes by the messages of a request, and never holds up a few', () => {
  expect(openWakePace(limit, 100).allowed(0)).toBe(16_666)
  expect(openWakePace({ max: 1, windowMs: 60_000 }, 1).allowed(0)).toBe(100)
})
