import { expect, it } from 'vitest'
import { placesOff } from './order.js'

it.each([
  { rows: [], off: [] },
  { rows: [3, 5, 9], off: [0, 0, 0] },
  { rows: [5, 3, 9], off: [1, 1, 0] },
  { rows: [9, 3, 5], off: [2, 1, 1] },
])('rows $rows are $off places off', ({ rows, off }) => {
  expect(placesOff(rows)).toEqual(off)
})
