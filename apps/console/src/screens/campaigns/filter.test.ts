import { expect, test } from 'vitest'
import { readFilter, writeFilter } from './filter.js'

test('an address says which campaigns are shown, and what it cannot say counts for nothing', () => {
  expect(readFilter('?state=paused&q=%20novembro%20')).toEqual({ state: 'paused', q: 'novembro' })
  expect(readFilter('?state=lost&after=<script>&q=&page=3')).toEqual({})
  expect(readFilter(`?q=${'x'.repeat(101)}`)).toEqual({})
})

test('a filter that is written is read again', () => {
  const filter = { state: 'running', q: 'natal & ano novo' } as const
  expect(readFilter(writeFilter(filter))).toEqual(filter)
  expect(writeFilter({})).toBe('')
})
