import { expect, it } from 'vitest'
import { isMet, percentile } from './figure.js'

const figure = { name: 'lines', unit: 'lines' }

it('a bound is met by what is on it and within, and by nothing that could not be measured', () => {
  expect(isMet({ ...figure, value: 2, atMost: 2 })).toBe(true)
  expect(isMet({ ...figure, value: 3, atMost: 2 })).toBe(false)
  expect(isMet({ ...figure, value: 2, atLeast: 2 })).toBe(true)
  expect(isMet({ ...figure, value: 1, atLeast: 2 })).toBe(false)
  expect(isMet({ ...figure, value: Number.NaN, atMost: 2 })).toBe(false)
})

it('without a bound there is nothing to meet', () => {
  expect(isMet({ ...figure, value: Number.NaN })).toBeUndefined()
})

it('a percentile is a value that was measured', () => {
  expect(percentile([9, 1, 5], 50)).toBe(5)
  expect(percentile([4, 3, 2, 1], 50)).toBe(2)
  expect(percentile([4, 3, 2, 1], 99)).toBe(4)
  expect(percentile([4, 3, 2, 1], 0)).toBe(1)
  expect(percentile([], 50)).toBeNaN()
})
