import { expect, test } from 'vitest'
import { daysUntil } from './suppression-days.js'

const now = Date.parse('2026-03-01T10:00:00Z')

test('each day is there, today last, with opt-outs apart from other suppressions and from what was lifted', () => {
  const days = daysUntil(now, [
    { day: '2026-03-01', reason: 'opt-out', what: 'words', count: 3 },
    { day: '2026-03-01', reason: 'opt-out', what: 'import', count: 4 },
    { day: '2026-03-01', reason: 'opt-out', what: 'lifted', count: 1 },
    { day: '2026-02-27', reason: 'complaint', what: 'hand', count: 2 },
    { day: '2025-02-27', reason: 'complaint', what: 'hand', count: 9 },
  ])
  expect(days).toHaveLength(30)
  expect(days.slice(-3)).toEqual([
    { day: '2026-02-27', optOuts: 0, others: 2, lifted: 0 },
    { day: '2026-02-28', optOuts: 0, others: 0, lifted: 0 },
    { day: '2026-03-01', optOuts: 7, others: 0, lifted: 1 },
  ])
  expect(days.reduce((sum, { others }) => sum + others, 0)).toBe(2)
})
