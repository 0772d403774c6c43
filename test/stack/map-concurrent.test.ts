import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { mapConcurrent } from './map-concurrent.js'

test('so many are worked at a time, and the results keep the order of the items', async () => {
  let underWay = 0
  let most = 0
  const results = await mapConcurrent(3, [5, 1, 4, 2, 3], async (turns, position) => {
    underWay += 1
    most = Math.max(most, underWay)
    for (let turn = 0; turn < turns; turn += 1) await nextTurn()
    underWay -= 1
    return `${position}: ${turns}`
  })
  expect(results).toEqual(['0: 5', '1: 1', '2: 4', '3: 2', '4: 3'])
  expect(most).toBe(3)
})

test('after a failure no other item is begun, and it throws once nobody is at work', async () => {
  const begun: number[] = []
  const finished: number[] = []
  const run = mapConcurrent(2, [0, 1, 2, 3], async (item) => {
    begun.push(item)
    if (item === 0) throw new Error('refused')
    for (let turn = 0; turn < 5; turn += 1) await nextTurn()
    finished.push(item)
  })
  await expect(run).rejects.toThrow('refused')
  expect(begun).toEqual([0, 1])
  expect(finished).toEqual([1])
})
