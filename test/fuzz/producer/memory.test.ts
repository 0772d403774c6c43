import { describe, expect, it } from 'vitest'
import { isFlat, mediansOfThirds } from './memory.js'

describe('memory', () => {
  it('is told by the median of each third, so that one peak says nothing', () => {
    expect(mediansOfThirds([1, 900, 2, 5, 5, 5, 9, 8, 7])).toEqual([2, 5, 8])
    expect(mediansOfThirds([1, 2])).toEqual([])
  })

  it('is flat when the last third is about the second, whatever the first was', () => {
    expect(isFlat([90, 150, 155])).toBe(true)
    expect(isFlat([90, 150, 190])).toBe(false)
    expect(isFlat([])).toBe(false)
  })
})
