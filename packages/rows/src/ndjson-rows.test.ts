import { BadRow, SourceRow } from '@disparo/core'
import { expect, test } from 'vitest'
import { openNdjson } from './ndjson-rows.js'
import { longestRowBytes } from './row-reader.js'

async function* chunks(parts: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* parts
}

async function read(...parts: Buffer[]): Promise<unknown[]> {
  const rows: unknown[] = []
  for await (const row of openNdjson(chunks(parts)).rows)
    rows.push(row instanceof SourceRow ? row.content : row)
  return rows
}

test('every line is a row, wherever the chunks are cut and however the lines end', async () => {
  const bytes = Buffer.from('{"to":"ação"}\r\n\n{"to":"b\u2028c"}\n{"to":"d"}')
  const rows = [{ to: 'ação' }, { to: 'b\u2028c' }, { to: 'd' }]
  expect(await read(bytes)).toEqual(rows)
  expect(await read(...Array.from(bytes, (byte) => Buffer.from([byte])))).toEqual(rows)
})

test.each([
  ['no JSON', '{"to":'],
  ['no object', '["a"]'],
  ['null', 'null'],
  ['a poisoned prototype', '{"__proto__":{"x":1}}'],
])('%s is a bad row, and the rows around it go on', async (_, line) => {
  const rows = await read(Buffer.from(`{"to":"a"}\n${line}\n{"to":"b"}\n`))
  expect(rows.map((row) => row instanceof BadRow)).toEqual([false, true, false])
})

test('a line that is not UTF-8 is a bad row', async () => {
  const [row] = await read(Buffer.from('{"to":"João"}\n', 'latin1'))
  expect(row).toEqual(
    new BadRow([{ path: '', message: expect.stringContaining('UTF-8'), code: 'not-utf-8' }]),
  )
})

test('a line of 64 KiB is read, a longer one is a bad row in whatever pieces it comes', async () => {
  const line = (bytes: number) => Buffer.from(`{"to":"${'x'.repeat(bytes - 9)}"}\n`)
  const long = line(longestRowBytes + 1)
  const pieces = [long.subarray(0, 40_000), long.subarray(40_000, 60_000), long.subarray(60_000)]
  const rows = await read(line(longestRowBytes), long, ...pieces, line(20))
  expect(rows.map((row) => row instanceof BadRow)).toEqual([false, true, true, false])
})
