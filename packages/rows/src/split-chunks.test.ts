import { expect, test } from 'vitest'
import { splitChunks } from './split-chunks.js'

test('large chunks come in small pieces, none of which is lost', async () => {
  const chunk = Buffer.from(Array.from({ length: 100_000 }, (_, at) => at % 251))
  async function* chunks() {
    yield chunk.subarray(0, 99_999)
    yield chunk.subarray(99_999)
  }
  const pieces: Buffer[] = []
  for await (const piece of splitChunks(chunks())) pieces.push(piece)
  expect(Math.max(...pieces.map(({ length }) => length))).toBe(4_096)
  expect(Buffer.concat(pieces).equals(chunk)).toBe(true)
})

test('others have their turn while they are read, however long there is no chunk to wait for', async () => {
  async function* chunks() {
    for (let n = 0; n < 100; n++) yield Buffer.alloc(4_096)
  }
  let turns = 0
  const count = () => {
    turns += 1
    turning = setImmediate(count)
  }
  let turning = setImmediate(count)
  for await (const _ of splitChunks(chunks())) {
    const until = performance.now() + 2
    while (performance.now() < until);
  }
  clearImmediate(turning)
  // 200 ms of work.
  expect(turns).toBeGreaterThan(5)
})
