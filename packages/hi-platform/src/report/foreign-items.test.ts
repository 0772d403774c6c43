import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countForeignBySlice } from './foreign-items.js'
import { matchReport } from './match-report.js'
import { itemOf, items, messageAt, messages, START, tolerance } from './report-items.test.support.js'
import { sliceOf } from './slice.js'

const sliceMs = 30_000
const n = sliceOf(START, sliceMs)
const options = { slices: [n, n + 2], sliceMs, skewMs: 0 }
const dispatchedAt = (...seconds: number[]) =>
  seconds.map((dispatched) => itemOf(messageAt(0), { dispatched }))

describe('items that are none of ours', () => {
  it('count for the slice in whose time they were dispatched, if that is scanned', () => {
    const others = dispatchedAt(-1, 0, 29, 30, 60, 61, 89, 90)
    expect([...countForeignBySlice(others, [], options)]).toEqual([
      [n, 2],
      [n + 2, 3],
    ])
  })

  it('count by the first date they have; without any they are of no time', () => {
    const others = [itemOf(messageAt(0), { sent: 1 }), itemOf(messageAt(0), { read: 61 })]
    expect([...countForeignBySlice([...others, itemOf(messageAt(0), {})], [], options).values()]).toEqual([
      1, 1,
    ])
  })

  it('count by our clock', () => {
    const others = dispatchedAt(1, 2, 31, 32)
    expect(countForeignBySlice(others, [], { ...options, skewMs: 2_000 }).get(n)).toBe(2)
  })

  it('are all that nobody of ours took, and equal ones are as many as they are', () => {
    fc.assert(
      fc.property(messages, items, (ours, shown) => {
        const { matches, foreign } = matchReport(ours, shown, tolerance)
        const dated = shown.map((item) => ({ ...item, dispatchDate: item.dispatchDate ?? new Date(START) }))
        const taken = matches.map(({ id, item }) => ({ id, item: dated[shown.indexOf(item)] ?? item }))
        const slices = Array.from({ length: 4 }, (_, index) => n + index)
        const counts = countForeignBySlice(dated, taken, { ...options, slices })
        expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBe(foreign)
      }),
    )
  })
})
