import { expect, test } from 'vitest'
import { matchReport } from './match-report.js'
import { itemOf, messageAt, tolerance } from './report-items.test.support.js'

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

test('an item of another number says nothing of a message in doubt, once the own number is known', () => {
  const unknown = { ...messageAt(0), inDoubt: true }
  const item = { ...itemOf(unknown, { dispatched: 1 }), sender: '5511955554444' }
  const known = { ...tolerance, senders: ['+55 11 91234-1234'] }
  expect(matchReport([unknown], [item], known)).toMatchObject({
    matches: [],
    foreign: 1,
    absent: [unknown.id],
  })
  expect(matchReport([unknown], [item], tolerance).matches).toHaveLength(1)
})

test('the item of another number does not keep a message in doubt from its own', () => {
  const unknown = { ...messageAt(0), inDoubt: true }
  const own = itemOf(unknown, { dispatched: 2 })
  const other = { ...itemOf(unknown, { dispatched: 1 }), sender: '5511955554444' }
  const { matches, foreign } = matchReport([unknown], [other, own], { ...tolerance, senders: [own.sender] })
  expect(matches).toEqual([{ id: unknown.id, item: own }])
  expect(foreign).toBe(1)
})

test('a number that messages known to be sent show is the own one too, whatever was learnt before', () => {
  const accepted = messageAt(0, { to: '5521987654321' })
  const unknown = { ...messageAt(5), inDoubt: true }
  const items = [itemOf(accepted, { dispatched: 0 }), itemOf(unknown, { dispatched: 5 })]
  const { absent } = matchReport([accepted, unknown], items, { ...tolerance, senders: ['5511900000000'] })
  expect(absent).toEqual([])
})
