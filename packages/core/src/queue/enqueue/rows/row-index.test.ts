import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { rowHashBytes } from '../../../ledger/index.js'
import { RowIndex } from './row-index.js'

const markOf = (n: number, person = n) => {
  const mark = createHash('sha256').update(`${n}`).digest().subarray(0, rowHashBytes)
  createHash('sha256').update(`person ${person}`).digest().copy(mark, 0, 0, 7)
  return mark
}

it('finds what was added, at its place, however much there is, and nothing else', () => {
  const table = new RowIndex()
  const count = 50_000
  for (let n = 0; n < count; n++) table.add(markOf(n))
  expect(table.size).toBe(count)
  for (let n = 0; n < count; n += 7) {
    const at = table.find(markOf(n))
    expect(at === undefined ? 0 : table.placeOf(at)).toBe(n + 1)
  }
  for (let n = count; n < count + 1_000; n++) expect(table.find(markOf(n))).toBeUndefined()
})

it('keeps what is known of a row while others are added', () => {
  const table = new RowIndex()
  table.note(table.add(markOf(1)))
  table.see(table.add(markOf(2)), 7)
  for (let n = 3; n < 5_000; n++) table.add(markOf(n))
  const [first, second] = [table.find(markOf(1)) ?? -1, table.find(markOf(2)) ?? -1]
  expect([table.isNoted(first), table.momentOf(first)]).toEqual([true, 0])
  expect([table.isNoted(second), table.momentOf(second)]).toEqual([false, 7])
  expect(table.unseen(10)).toEqual([1])
  table.see(first, 1)
  expect(table.unseen(10)).toEqual([])
})

it('knows persons, and who came in this call', () => {
  const table = new RowIndex()
  for (let n = 0; n < 3_000; n++) table.add(markOf(n))
  table.seePerson(markOf(5_000, 9))
  table.seePerson(markOf(5_001, 4_000))
  const has = (person: number, inThisCall: boolean) => table.hasPerson(markOf(9_999, person), { inThisCall })
  expect([has(8, false), has(8, true)]).toEqual([true, false])
  expect([has(9, false), has(9, true)]).toEqual([true, true])
  expect([has(4_000, false), has(4_001, false)]).toEqual([true, false])
})
