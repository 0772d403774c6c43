import { expect, test } from 'vitest'
import { readFilter, writeFilter } from './filter.js'

test('a filter comes back from its address as it was', () => {
  const filter = {
    reason: 'legal-list',
    import: '60e9876e-485e-5eb6-8cee-08bfd3517fee',
    after: 'aZ3',
  } as const
  expect(readFilter(writeFilter(filter))).toEqual(filter)
  expect(writeFilter({})).toBe('')
})

test('what an address says amiss is left out, and a number is not taken for anything', () => {
  expect(readFilter('?reason=because&import=a%20b&after=5511987651234&to=5511987651234')).toEqual({})
})
