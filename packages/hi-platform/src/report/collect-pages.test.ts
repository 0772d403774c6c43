import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ReportItem, ReportPage } from '../rest/index.js'
import { type CollectStep, collectPage, startCollecting } from './collect-pages.js'
import { itemOf, messageAt } from './report-items.test.support.js'

const pageSize = 3

function itemsOf(count: number, from = 0): ReportItem[] {
  return Array.from({ length: count }, (_, index) => itemOf(messageAt(0), { dispatched: from + index }))
}

function pageOf(report: readonly ReportItem[], pageNumber: number): ReportPage {
  return {
    totalResults: report.length,
    totalPages: Math.ceil(report.length / pageSize),
    pageNumber,
    items: report.slice((pageNumber - 1) * pageSize, pageNumber * pageSize),
    badItems: 0,
  }
}

/** Reads to the end; `answer` is asked with the page's number and how many requests there were before. */
function readAll(answer: (pageNumber: number, request: number) => ReportPage, maxBeginAgain?: number) {
  const asked: number[] = []
  let step: CollectStep = startCollecting({ maxBeginAgain })
  while (step.kind === 'next') {
    asked.push(step.pageNumber)
    step = collectPage(step.collection, step.pageNumber, answer(step.pageNumber, asked.length - 1))
  }
  return { ...step, asked }
}

test.each([
  [0, [1]],
  [1, [1]],
  [3, [1]],
  [7, [1, 2, 3]],
])('a report of %i items that holds still is read once', (count, asked) => {
  const report = itemsOf(count)
  expect(readAll((pageNumber) => pageOf(report, pageNumber))).toEqual({
    kind: 'complete',
    items: report,
    badItems: 0,
    provesAbsence: true,
    asked,
  })
})

test('a report that grows in front while it is read is read again, and no item twice', () => {
  const grown = itemsOf(8, -1)
  const before = itemsOf(7)
  const { items, provesAbsence, asked } = readAll((pageNumber, request) =>
    pageOf(request < 2 ? before : grown, pageNumber),
  )
  expect(asked).toEqual([1, 2, 3, 1, 2, 3])
  expect(items).toEqual(grown)
  expect(provesAbsence).toBe(true)
})

test('equal items are all kept: they may be equal messages', () => {
  const twins = Array.from({ length: 5 }, () => itemOf(messageAt(0), { dispatched: 1 }))
  expect(readAll((pageNumber) => pageOf(twins, pageNumber)).items).toHaveLength(5)
})

test('another number of pages makes it begin again, too', () => {
  const report = itemsOf(7)
  const { asked } = readAll((pageNumber, request) =>
    request === 1 ? { ...pageOf(report, 2), totalPages: 4 } : pageOf(report, pageNumber),
  )
  expect(asked).toEqual([1, 2, 1, 2, 3])
})

test('an empty page in the middle makes it begin again', () => {
  const report = itemsOf(7)
  const { asked, items } = readAll((pageNumber, request) =>
    request === 1 ? { ...pageOf(report, 2), items: [] } : pageOf(report, pageNumber),
  )
  expect(asked).toEqual([1, 2, 1, 2, 3])
  expect(items).toEqual(report)
})

test('a report that never holds still ends with what its first pages said, and proves nothing absent', () => {
  const { items, provesAbsence, asked } = readAll((pageNumber, request) =>
    pageOf(itemsOf(7 + request), pageNumber),
  )
  expect(asked).toEqual([1, 2, 1, 2, 1, 2])
  expect(items).toEqual(itemsOf(3))
  expect(provesAbsence).toBe(false)
})

test('a server that answers page 1 whatever is asked does not make twins', () => {
  const report = itemsOf(7)
  const { items, provesAbsence } = readAll(() => pageOf(report, 1), 0)
  expect(items).toEqual(report.slice(0, 3))
  expect(provesAbsence).toBe(false)
})

test('a server that counts its pages from 0 in its answers is understood', () => {
  const report = itemsOf(7)
  const answer = (pageNumber: number) => ({ ...pageOf(report, pageNumber), pageNumber: pageNumber - 1 })
  expect(readAll(answer)).toMatchObject({ items: report, provesAbsence: true })
})

test.each([
  ['bad items', { items: itemsOf(2), badItems: 1 }],
  ['fewer items than its totals say', { items: itemsOf(2) }],
])('a page with %s proves nothing absent', (_title, difference) => {
  const { provesAbsence } = readAll((pageNumber) => ({ ...pageOf(itemsOf(3), pageNumber), ...difference }))
  expect(provesAbsence).toBe(false)
})

test('a page that was not asked for changes nothing', () => {
  const start = startCollecting()
  expect(collectPage(start.collection, 2, pageOf(itemsOf(7), 2))).toEqual(start)
})

test('what is said to prove absence is exactly one state of the report, whenever it grows', () => {
  const growth = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(growth, fc.boolean(), fc.integer({ min: 1, max: 9 }), (grows, inFront, first) => {
      const states = [itemsOf(first)]
      for (const by of grows) {
        const last = states.at(-1) ?? []
        const more = itemsOf(by, 100 + last.length)
        states.push(inFront ? [...more, ...last] : [...last, ...more])
      }
      const at = (request: number) => states[Math.min(request, states.length - 1)] ?? []
      const read = readAll((pageNumber, request) => pageOf(at(request), pageNumber))
      expect(new Set(read.items).size).toBe(read.items.length)
      if (read.provesAbsence) expect(states).toContainEqual(read.items)
    }),
  )
})
