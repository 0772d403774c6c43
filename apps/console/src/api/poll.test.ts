import { expect, test } from 'vitest'
import { intervalAfter } from './poll.js'

test('a slow service is asked less often, and never less than every half minute', () => {
  expect([0, 100, 200, 250, 1_000, 3_000, 60_000].map((tookMs) => intervalAfter(tookMs, 2_000))).toEqual([
    ...[2_000, 2_000, 2_000, 2_500, 10_000, 30_000, 30_000],
  ])
})
