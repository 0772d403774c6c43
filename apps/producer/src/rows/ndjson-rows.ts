import { isUtf8 } from 'node:buffer'
import { BadRow, SourceRow } from '@disparo/core'
import { readJson } from '@disparo/core/message'
import { longestRowBytes, type RowReader, rowReader } from './row-reader.js'
import { splitLines } from './split-lines.js'

/** Rows of newline-delimited JSON, one message a line. Empty lines are no rows. */
export function openNdjson(chunks: AsyncIterable<Buffer>): RowReader {
  return rowReader(ndjsonRows(chunks))
}

async function* ndjsonRows(chunks: AsyncIterable<Buffer>): AsyncGenerator<SourceRow> {
  let number = 0
  for await (const line of splitLines(chunks, longestRowBytes)) {
    number += 1
    const row = readLine(line)
    if (row !== undefined) yield new SourceRow(row, number)
  }
}

/** `undefined` where there is none. */
function readLine(line: Buffer | undefined): unknown {
  if (line === undefined) return badRow('is longer than 64 KiB')
  if (!isUtf8(line)) return badRow('is not UTF-8: save the file as UTF-8')
  const text = line.toString('utf8').trim()
  return text === '' ? undefined : readRow(text)
}

function readRow(text: string): unknown {
  try {
    const row = readJson(text)
    return typeof row === 'object' && row !== null && !Array.isArray(row)
      ? row
      : badRow('must be a JSON object: one message a line')
  } catch {
    return badRow('is not JSON: write one message a line, without line breaks in it')
  }
}

function badRow(message: string): BadRow {
  return new BadRow([{ path: '', message }])
}
