import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { RejectedPage, RejectedRow } from '@disparo/core'
import { csvRecords, readSeparator } from '../rows/csv-records.js'
import { decodeText } from '../rows/decode-text.js'
import { peekChunks } from '../rows/peek-chunks.js'
import { longestRowBytes } from '../rows/row-reader.js'
import type { DeclaredEncoding } from '../rows/text-encoding.js'
import type { Service } from './service.js'

/** By which spreadsheets know UTF-8. */
const byteOrderMark = '\ufeff'
/** The columns that tell of a row: first, so that rows with too many cells keep them at their end. */
const told = ['line', 'problem']

/** What was wrong with the rows of a batch's last import: all that the service remembers of it. */
export async function readRejected(service: Service, batch: string): Promise<RejectedRow[]> {
  const rejected: RejectedRow[] = []
  for (let after: number | undefined = 0; after !== undefined; ) {
    const path = `/batches/${encodeURIComponent(batch)}/rejected?limit=10000&after=${after}`
    const page = (await service.call({ method: 'GET', path })) as RejectedPage
    rejected.push(...page.rejected)
    after = page.next
  }
  return rejected
}

/**
 * Writes the rejected rows of a CSV beside it, for its owner alone: as they were, in UTF-8, with their line and what was
 * wrong. Importing it ignores those two columns.
 * @param encoding the file's, where somebody has said it
 * @returns its path
 */
export async function writeRejected(
  file: string,
  rejected: readonly RejectedRow[],
  encoding: DeclaredEncoding | undefined,
): Promise<string> {
  const path = `${file}.rejected.csv`
  const draft = `${path}.${process.pid}.tmp`
  try {
    const rows = rejectedRows(decodeText(createReadStream(file), encoding).chunks, problemsByLine(rejected))
    await pipeline(Readable.from(rows), createWriteStream(draft, { mode: 0o600, flags: 'wx' }))
    await rename(draft, path)
    return path
  } finally {
    await rm(draft, { force: true })
  }
}

function problemsByLine(rejected: readonly RejectedRow[]): Map<number, string> {
  const byLine = new Map<number, string>()
  for (const { line, path, message } of rejected) {
    if (line === undefined) continue
    const problem = path === '' ? message : `${path}: ${message}`
    byLine.set(line, byLine.has(line) ? `${byLine.get(line)}; ${problem}` : problem)
  }
  return byLine
}

async function* rejectedRows(
  text: AsyncIterable<Buffer>,
  problems: ReadonlyMap<number, string>,
): AsyncGenerator<string> {
  const { start, chunks } = await peekChunks(text, longestRowBytes)
  const { delimiter } = readSeparator(start)
  const line = (cells: readonly string[]) =>
    `${cells.map((cell) => quoted(cell, delimiter)).join(delimiter)}\r\n`
  let columns: readonly number[] | undefined
  for await (const { cells, line: number } of csvRecords(chunks)) {
    if (columns === undefined) {
      columns = cells.flatMap((cell, column) => (told.includes(cell.trim()) ? [column] : []))
      yield byteOrderMark + line([...told, ...without(cells, columns)])
      continue
    }
    const problem = problems.get(number)
    if (problem !== undefined) yield line([String(number), problem, ...without(cells, columns)])
  }
}

function without(cells: readonly string[], columns: readonly number[]): string[] {
  return cells.filter((_, column) => !columns.includes(column))
}

function quoted(cell: string, delimiter: string): string {
  return /["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell
}
