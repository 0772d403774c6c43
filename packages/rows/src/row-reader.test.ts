import { expect, test } from 'vitest'
import { mostRows, rowReader } from './row-reader.js'

test('of an input that has more rows than a batch may have, the first are read, and it says where it breaks off', async () => {
  let asked = 0
  async function* endless() {
    for (;;) yield ++asked
  }
  const reader = rowReader(endless())
  let read = 0
  for await (const _ of reader.rows) read += 1
  expect(read).toBe(mostRows)
  expect(asked).toBe(mostRows + 1)
  expect(reader.breakage()).toMatchObject({ row: mostRows + 1, error: { breakage: 'TOO_MANY_ROWS' } })
})
