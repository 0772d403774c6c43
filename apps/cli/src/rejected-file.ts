import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { eachPage, type RowProblem } from '@disparo/api'
import type { DeclaredEncoding } from '@disparo/rows'
import {
  type CsvRecord,
  csvRecords,
  decodeText,
  longestRowBytes,
  peekChunks,
  readSeparator,
  sheetRecords,
} from '@disparo/rows'
import type { CommandContext } from './command-context.js'

/** By which spreadsheets know UTF-8. */
const byteOrderMark = '\ufeff'
/** The columns that tell of a row: first, so that rows with too many cells keep them at their end. */
const told = ['line', 'problem']

/** What was wrong with the rows of a batch's last import: all that the service remembers of it. */
export async function readRejectedRows(
  { client, account }: Pick<CommandContext, 'client' | 'account'>,
  id: string,
): Promise<RowProblem[]> {
  const rejected: RowProblem[] = []
  const pages = eachPage((after) =>
    client.getRejectedRows({ params: { account, id }, query: { after, limit: 10_000 } }),
  )
  for await (const page of pages) rejected.push(...page.rejected)
  return rejected
}

/** How a file is read that has rows in columns: a CSV, or a workbook. */
export type Table =
  | { readonly kind: 'csv'; readonly encoding: DeclaredEncoding | undefined }
  | { readonly kind: 'workbook'; readonly sheet: string | undefined }

/**
 * Writes the rejected rows of a table beside it, for its owner alone: as they were, as a CSV in UTF-8, with their line and
 * what was wrong. Importing it ignores those two columns.
 * @returns its path
 */
export async function writeRejected(
  file: string,
  rejected: readonly RowProblem[],
  table: Table,
): Promise<string> {
  const path = `${file}.rejected.csv`
  const draft = `${path}.${process.pid}.tmp`
  try {
    const rows = rejectedRows(await openTable(file, table), problemsByLine(rejected))
    await pipeline(Readable.from(rows), createWriteStream(draft, { mode: 0o600, flags: 'wx' }))
    await rename(draft, path)
    return path
  } finally {
    await rm(draft, { force: true })
  }
}

interface OpenTable {
  readonly records: AsyncIterable<CsvRecord>
  readonly delimiter: string
}

async function openTable(file: string, table: Table): Promise<OpenTable> {
  if (table.kind === 'workbook') return { records: sheetRecords(file, table.sheet), delimiter: ';' }
  const text = decodeText(createReadStream(file), table.encoding)
  const { start, chunks } = await peekChunks(text.chunks, longestRowBytes)
  return { records: csvRecords(chunks), delimiter: readSeparator(start).delimiter }
}

function problemsByLine(rejected: readonly RowProblem[]): Map<number, string> {
  const byLine = new Map<number, string>()
  for (const { line, path, message } of rejected) {
    if (line === undefined) continue
    const problem = path === '' ? message : `${path}: ${message}`
    byLine.set(line, byLine.has(line) ? `${byLine.get(line)}; ${problem}` : problem)
  }
  return byLine
}

async function* rejectedRows(
  { records, delimiter }: OpenTable,
  problems: ReadonlyMap<number, string>,
): AsyncGenerator<string> {
  const line = (cells: readonly string[]) =>
    `${cells.map((cell) => quoted(cell, delimiter)).join(delimiter)}\r\n`
  let columns: readonly number[] | undefined
  for await (const { cells, line: number } of records) {
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
