import { expect, test } from 'vitest'
import type { ReportItem } from '../rest/index.js'
import { matchReport } from './match-report.js'
import { itemOf, messageAt, START, tolerance } from './report-items.test.support.js'

/** As no message of ours was sent, so that nothing but being alone can match it. */
const strange = (item: ReportItem) => ({ ...item, namespace: 'cd551e83' })
const shownAt = (dispatched: number) => strange(itemOf(messageAt(0), { dispatched }))
const minute = 60

test.each([
  ['nothing else', [], [], true],
  ['a message 10 minutes later', [10 * minute], [], false],
  ['a message a second after that', [10 * minute + 1], [], true],
  ['an item 10 minutes before', [], [-10 * minute], false],
  ['an item a second before that', [], [-10 * minute - 1], true],
])('beside %s, an item is that of the only message: %j %j %s', (_, alsoSent, alsoShown, isFound) => {
  const others = alsoSent.map((seconds) => messageAt(seconds, { inDoubt: true }))
  const items = [shownAt(0), ...alsoShown.map(shownAt)]
  const { matches } = matchReport([messageAt(0), ...others], items, tolerance)
  expect(matches).toEqual(isFound ? [{ id: 'message-0', item: items[0] }] : [])
})

test('after a silence, an item that a message in doubt can have is not that of a later one', () => {
  const at = (seconds: number) => START + seconds * 1_000
  const silence = { from: at(0), until: at(30 * minute), dispatchedBy: at(31 * minute) }
  const early = messageAt(5 * minute, { inDoubt: true })
  const late = messageAt(21 * minute)
  const item = shownAt(30 * minute)
  const silent = { ...tolerance, outages: [silence] }
  expect(matchReport([early, late], [item], silent).matches).toEqual([])
  expect(matchReport([late], [item], silent).matches).toHaveLength(1)
  expect(matchReport([late], [item, shownAt(31 * minute + 1)], silent).matches).toHaveLength(1)
  const far = messageAt(15 * minute)
  expect(matchReport([far], [shownAt(16 * minute), item], silent).matches).toEqual([])
})

test('an item without any date is that of a message only where both are all there is', () => {
  const timeless = strange(itemOf(messageAt(0), {}))
  expect(matchReport([messageAt(0)], [timeless], tolerance)).toMatchObject({ absent: [], confirmed: [] })
  expect(matchReport([messageAt(0), messageAt(3_000)], [timeless], tolerance).matches).toEqual([])
  expect(matchReport([messageAt(0)], [timeless, shownAt(0)], tolerance).matches).toEqual([])
  expect(matchReport([messageAt(0, { inDoubt: true })], [timeless], tolerance).matches).toEqual([])
})
