import type { BatchCheck } from '@disparo/api'
import { expect, test } from 'vitest'
import { countOf, isShown, rowsOf, unsentRows } from './pills.js'

const check = {
  ...{
    rows: 12,
    enqueued: 8,
    suppressed: 1,
    rejected: 1,
    repeated: 2,
    duplicates: 0,
    samePerson: 1,
    unchanged: 1,
  },
  problems: [
    { row: 3, path: 'to', message: 'x' },
    { row: 3, path: 'body1', message: 'x' },
  ],
  suspicions: [
    { kind: 'blank', count: 1, rows: [5] },
    { kind: 'placeholder', count: 2, rows: [5, 6] },
  ],
  recent: { count: 1, rows: [7], of: 8 },
  named: {
    ...{ repeated: [{ row: 9 }, { row: 4 }], duplicates: [], unchanged: [{ row: 12 }], recent: [{ row: 7 }] },
    ...{ samePerson: [{ row: 8 }], suppressed: [{ row: 2, reason: 'suppressed-opt-out' }] },
    suspicious: [
      { row: 5, kind: 'blank' },
      { row: 5, kind: 'placeholder' },
      { row: 6, kind: 'placeholder' },
    ],
  },
} as unknown as BatchCheck

test('each pill counts its rows and shows them, each once and in order', () => {
  expect(countOf('valid', check)).toBe(7)
  expect(rowsOf('valid', check)).toBeUndefined()
  expect([countOf('error', check), rowsOf('error', check)]).toEqual([1, [3]])
  expect([countOf('suspect', check), rowsOf('suspect', check)]).toEqual([2, [5, 6]])
  expect([countOf('repeated', check), rowsOf('repeated', check)]).toEqual([2, [4, 9]])
  expect([countOf('suppressed', check), rowsOf('suppressed', check)]).toEqual([1, [2]])
  expect([countOf('recent', check), rowsOf('recent', check)]).toEqual([1, [7]])
})

test('the valid ones are all that are nothing else, and of a person the first alone where that is wanted', () => {
  expect([...unsentRows(check, false)].sort((a, b) => a - b)).toEqual([2, 3, 4, 9, 12])
  expect(unsentRows(check, true).has(8)).toBe(true)
})

test('who may not see who got what has no pill for it', () => {
  const { recent: _, ...others } = check
  expect(isShown('recent', others as BatchCheck)).toBe(false)
  expect(isShown('error', { ...check, rejected: 0 })).toBe(true)
  expect(isShown('same', { ...check, unchanged: 0 })).toBe(false)
})
