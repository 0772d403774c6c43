import { expect, test } from 'vitest'
import { matchReport } from './match-report.js'
import { itemOf, messageAt, tolerance } from './reports.test.support.js'

test('equal messages known to be accepted have their items before those in doubt', () => {
  const accepted = messageAt(0)
  const unknown = { ...messageAt(5), inDoubt: true }
  const item = itemOf(unknown, { dispatched: 5 })
  const { matches, absent } = matchReport([accepted, unknown], [item], tolerance)
  expect(matches.map(({ id }) => id)).toEqual([accepted.id])
  expect(absent).toEqual([unknown.id])
})

test('of k in doubt and m accepted, as many are found as the report has items more than m', () => {
  const accepted = [0, 4, 8].map((at) => messageAt(at))
  const unknown = [2, 6].map((at) => ({ ...messageAt(at), inDoubt: true }))
  const items = [0, 2, 4, 8].map((at) => itemOf(messageAt(at), { dispatched: at }))
  const { matches, absent } = matchReport([...accepted, ...unknown], items, tolerance)
  const found = new Set(matches.map(({ id }) => id))
  expect(accepted.every(({ id }) => found.has(id))).toBe(true)
  expect(absent).toHaveLength(1)
  expect(unknown.map(({ id }) => id)).toContain(absent[0])
})
