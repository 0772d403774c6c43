import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spreadOf } from './spread.js'

describe('spreadOf', () => {
  it('takes the middle value of an odd number of them, in whatever order they come', () => {
    expect(spreadOf([30, 10, 20])).toEqual({ median: 20, min: 10, max: 30 })
  })

  it('takes the mean of the two in the middle of an even number', () => {
    expect(spreadOf([40, 10, 30, 20])).toEqual({ median: 25, min: 10, max: 40 })
  })

  it('has as many values at or below the median as at or above it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 }), (values) => {
        const { median, min, max } = spreadOf(values)
        expect(values.filter((value) => value <= median).length).toBeGreaterThanOrEqual(values.length / 2)
        expect(values.filter((value) => value >= median).length).toBeGreaterThanOrEqual(values.length / 2)
        expect([min, max]).toEqual([Math.min(...values), Math.max(...values)])
      }),
    )
  })

  it('refuses to speak of no values', () => {
    expect(() => spreadOf([])).toThrow(RangeError)
  })
})
