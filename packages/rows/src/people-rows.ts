import { SourceRow } from '@disparo/core'
import { normalizeRecipient } from '@disparo/core/internal/message'
import { spokenField } from './closest-field.js'
import { fieldNamed, foldName } from './column-fields.js'
import { type CsvRecord, csvRecords } from './csv-records.js'
import { decodeText } from './decode-text.js'
import { withoutApostrophe } from './exported-columns.js'
import { readRow } from './read-row.js'
import { longestRowBytes, type RowReader, rowReader } from './row-reader.js'
import { splitLines } from './split-lines.js'
import { InvalidColumnsError } from './table-rows.js'
import type { DeclaredEncoding } from './text-encoding.js'

/**
 * A CSV of people: the column of their numbers is `to` or called like one, or is named. Beside it what a row says of itself is read, and
 * nothing else. Without a header it is the one column that has a number in the first line.
 * @throws InvalidColumnsError before any row is read
 * @throws BrokenInputError when not even the first line can be read
 */
export async function openPeopleCsv(
  chunks: AsyncIterable<Buffer>,
  declared?: DeclaredEncoding,
  column?: string,
): Promise<RowReader> {
  const text = decodeText(chunks, declared)
  return { ...(await openPeopleTable(csvRecords(text.chunks), column)), encoding: text.encoding }
}

/** The same of a table's records, whatever it came as. @throws InvalidColumnsError before any row is read */
export async function openPeopleTable(
  records: AsyncGenerator<CsvRecord>,
  column?: string,
): Promise<RowReader> {
  const first = await records.next()
  const cells = first.done ? [] : first.value.cells
  const found = findColumns(cells, column)
  if ('problem' in found) {
    await records.return(undefined)
    throw new InvalidColumnsError([found.problem])
  }
  const columns: PersonColumns = found
  async function* rows() {
    if (columns.isHeadless && !first.done) yield personOf(first.value, columns)
    for await (const record of records) yield personOf(record, columns)
  }
  return rowReader(rows())
}

const words = { notJson: 'is not JSON: write one person a line', noObject: 'must be a JSON object with `to`' }

/** People as newline-delimited JSON, an object with `to` a line. */
export function openPeopleNdjson(chunks: AsyncIterable<Buffer>): RowReader {
  async function* rows() {
    let number = 0
    for await (const line of splitLines(chunks, longestRowBytes)) {
      number += 1
      const row = readRow(line, words)
      if (row !== undefined) yield new SourceRow(row, number)
    }
  }
  return rowReader(rows())
}

/** What a row may say of itself; the rest only in an export, for elsewhere it may mean anything. */
const own = ['since', 'until', 'reason', 'covers'] as const
const exported = ['rule', 'list', 'listDate', 'message', 'scope'] as const

interface PersonColumns {
  readonly to: number
  readonly others: readonly { readonly name: string; readonly at: number }[]
  readonly isHeadless?: boolean
}

type Found = PersonColumns | { readonly problem: { readonly path: string; readonly message: string } }

function findColumns(cells: readonly string[], wanted: string | undefined): Found {
  const names = cells.map(foldName)
  const placeOf = (name: string) => {
    const place = names.indexOf(name.toLowerCase())
    return place < 0 ? undefined : place
  }
  const isExport = ['person', 'scope', 'covers'].every((name) => names.includes(name))
  const others = [...own, ...(isExport ? exported : [])].flatMap((name) => {
    const at = placeOf(name)
    return at === undefined ? [] : [{ name, at }]
  })
  if (wanted !== undefined) {
    const to = placeOf(foldName(wanted))
    return to === undefined
      ? refused('column', 'is no column of this file: compare its first line')
      : { to, others }
  }
  const exact = placeOf('to')
  if (exact !== undefined) return { to: exact, others }
  const called = cells.flatMap((cell, at) => (isRecipientName(cell) ? [at] : []))
  const [to] = called
  if (called.length > 1) return refused('to', 'is there twice: say which column has the numbers (`column`)')
  if (to !== undefined) return { to, others }
  const numbers = cells.flatMap((cell, at) => (normalizeRecipient(cell) === undefined ? [] : [at]))
  const [number] = numbers
  if (numbers.length > 1) return refused('to', 'could be several columns: write a first line that names them')
  if (number !== undefined) return { to: number, others: [], isHeadless: true }
  return refused(
    'to',
    'is missing: no column is called `to` or telefone, and the first line has no number; say which it is (`column`)',
  )
}

function isRecipientName(cell: string): boolean {
  return fieldNamed(cell) === 'to' || spokenField(cell) === 'to'
}

function refused(path: string, message: string): Found {
  return { problem: { path, message } }
}

function personOf({ cells, line }: CsvRecord, { to, others }: PersonColumns): SourceRow {
  const said = others.flatMap(({ name, at }) => {
    const text = withoutApostrophe((cells[at] ?? '').trim())
    return text === '' ? [] : [[name, text]]
  })
  return new SourceRow({ to: cells[to] ?? '', ...Object.fromEntries(said) }, line)
}
