import type { MessageState } from '@disparo/core'
import { expect, it } from 'vitest'
import { retriesOf } from './single-retries.js'

const state = (id: string) => ({ id, to: `to-${id}` }) as MessageState
const arrival = (id: string, arrivedAt: number) => ({
  n: arrivedAt,
  to: `to-${id}`,
  namespace: '',
  elementName: '',
  hash: '',
  arrivedAt,
})
const refusal = (id: string, time: number) => ({ id, time, outcome: 'unavailable' })
const valuesOf = (input: Parameters<typeof retriesOf>[0]) => retriesOf(input).map(({ value }) => value)

it('a retry is measured from its refusal, and against those that waited then', () => {
  const arrived = [
    arrival('a', 90),
    arrival('b', 110),
    arrival('one', 130),
    arrival('c', 140),
    arrival('d', 150),
  ]
  const states = ['a', 'b', 'c', 'd', 'one'].map(state)
  const input = { lines: [refusal('one', 100)], states, arrived, singles: new Set(['to-one']) }
  // Four came after the refusal, the retry among them; one of these came before it.
  expect(valuesOf(input)).toEqual([1, 30, 30, 25])
})

it('the slowest of several counts, and what was never refused does not', () => {
  const arrived = [arrival('one', 120), arrival('two', 400), arrival('three', 500)]
  const states = ['one', 'two', 'three'].map(state)
  const lines = [refusal('one', 100), refusal('two', 100)]
  const singles = new Set(['to-one', 'to-two', 'to-three'])
  const [count, median, longest] = valuesOf({ lines, states, arrived, singles })
  expect([count, median, longest]).toEqual([2, 20, 300])
})
