import { SourceRow } from '@disparo/core'
import { readRow } from './read-row.js'
import { longestRowBytes, type RowReader, rowReader } from './row-reader.js'
import { splitLines } from './split-lines.js'

const words = {
  notJson: 'is not JSON: write one message a line, without line breaks in it',
  noObject: 'must be a JSON object: one message a line',
}

/** Rows of newline-delimited JSON, one message a line. Empty lines are no rows. */
export function openNdjson(chunks: AsyncIterable<Buffer>): RowReader {
  return rowReader(ndjsonRows(chunks))
}

async function* ndjsonRows(chunks: AsyncIterable<Buffer>): AsyncGenerator<SourceRow> {
  let number = 0
  for await (const line of splitLines(chunks, longestRowBytes)) {
    number += 1
    const row = readRow(line, words)
    if (row !== undefined) yield new SourceRow(row, number)
  }
}
