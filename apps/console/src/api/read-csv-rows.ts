import type { TablePage } from '@disparo/api'
import { CsvReader } from './csv-reader.js'

type Row = TablePage['rows'][number]

/** Which rows of a table: these, or so many behind one, without some. */
export interface RowsWanted {
  readonly rows?: readonly number[] | undefined
  readonly after?: number | undefined
  readonly without?: ReadonlySet<number> | undefined
  readonly limit: number
}

/** What the service has said of the file. */
export type KnownTable = Pick<TablePage, 'columns' | 'encoding' | 'total'>

const headBytes = 65_536
const delimiters = [',', ';', '\t', '|']
/** As the service cuts them. */
const mostColumns = 200
const longestCell = 1_100

/**
 * Rows of a CSV, read from the file itself in constant memory: it need not go up again for each page. `undefined` where it is not
 * read here as the service has read it; that shows them then.
 */
export async function readCsvRows(
  file: Blob,
  known: KnownTable,
  wanted: RowsWanted,
): Promise<Row[] | undefined> {
  const { encoding = 'utf-8', columns, total } = known
  const head = textOf(await file.slice(0, headBytes).arrayBuffer(), encoding)
  const preamble = /^"?sep=[,;\t|]"?[,;\t]*(?:\r\n?|\n)/i.exec(head)?.[0] ?? ''
  const delimiter = delimiters.find((each) => hasHeader(head.slice(preamble.length), each, columns))
  if (delimiter === undefined) return undefined
  const rows: Row[] = []
  const isWanted = chooser(wanted)
  let [row, line] = [-1, 0]
  const reader = new CsvReader(delimiter, (cells) => {
    line += 1
    if (cells.every((cell) => cell.trim() === '')) return true
    row += 1
    if (row > 0 && rows.length < wanted.limit && isWanted(row))
      rows.push({ row, line, cells: cells.slice(0, mostColumns).map(cut) })
    return true
  })
  await feed(file, encoding, (text, isFirst) => reader.write(isFirst ? text.slice(preamble.length) : text))
  reader.end()
  return row === total ? rows : undefined
}

function chooser({ rows, after = 0, without }: RowsWanted): (row: number) => boolean {
  if (rows === undefined) return (row) => row > after && !without?.has(row)
  const numbers = new Set(rows)
  return (row) => numbers.has(row)
}

function hasHeader(head: string, delimiter: string, columns: readonly string[]): boolean {
  let header: string[] | undefined
  const reader = new CsvReader(delimiter, (cells) => {
    header = cells.every((cell) => cell.trim() === '') ? undefined : cells.slice(0, mostColumns).map(cut)
    return header === undefined
  })
  if (reader.write(head)) reader.end()
  return header?.length === columns.length && header.every((name, index) => name === columns[index])
}

async function feed(
  file: Blob,
  encoding: string,
  write: (text: string, isFirst: boolean) => boolean,
): Promise<void> {
  const decoder = new TextDecoder(encoding)
  const parts = file.stream().getReader()
  for (let isFirst = true; ; isFirst = false) {
    const { done, value } = await parts.read()
    if (!write(done ? decoder.decode() : decoder.decode(value, { stream: true }), isFirst) || done) break
  }
  await parts.cancel()
}

const textOf = (bytes: ArrayBuffer, encoding: string) =>
  new TextDecoder(encoding).decode(bytes, { stream: true })

function cut(cell: string): string {
  return cell.length > longestCell ? `${cell.slice(0, longestCell)}…` : cell
}
