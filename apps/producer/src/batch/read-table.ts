import type { TablePage } from '@disparo/api'
import {
  BrokenInputError,
  boundChunks,
  type CsvRecord,
  csvRecords,
  decodeText,
  peekChunks,
  readChunks,
  sheetRecords,
  splitChunks,
  workbookLimits,
} from '@disparo/rows'
import { ProblemError } from '../problem/problem-error.js'
import { isWorkbook, refuseTableTerms } from './open-rows.js'
import { type BatchBody, notStarted } from './receive-body.js'
import { withWorkbook } from './receive-workbook.js'

interface WhichRows {
  readonly rows?: readonly number[] | undefined
  readonly after?: number | undefined
  readonly limit: number
}

const mostColumns = 200
/** More than any field may have. */
const longestCell = 1_100
const signatureBytes = 4

/** The columns and some rows of a table, as a batch reads them. @throws ProblemError where it cannot be read to its end */
export async function readTable(batch: BatchBody, which: WhichRows): Promise<TablePage> {
  const { body, format, maxBytes, spools, user, sheet } = batch
  try {
    const { start, chunks } = await peekChunks(readChunks(body, maxBytes), signatureBytes)
    const isBook = isWorkbook(format, start)
    refuseTableTerms(batch, isBook)
    if (isBook) {
      const most = Math.min(maxBytes, workbookLimits.fileBytes)
      return await spools.keep(user, boundChunks(chunks, most), (_reopen, path) =>
        withWorkbook({ path, start, sheet }, () => pick(sheetRecords(path, sheet), which)),
      )
    }
    if (!format.mediaType.startsWith('text/')) throw noTable()
    const text = decodeText(splitChunks(chunks), format.declared)
    return { ...(await pick(csvRecords(text.chunks), which)), encoding: text.encoding() }
  } catch (error) {
    throw error instanceof BrokenInputError ? notStarted(error) : error
  }
}

async function pick(
  records: AsyncIterable<CsvRecord>,
  { rows: wanted, after = 0, limit }: WhichRows,
): Promise<TablePage> {
  const numbers = wanted && new Set(wanted)
  const rows: TablePage['rows'] = []
  let columns: string[] | undefined
  let row = 0
  for await (const { cells, line } of records) {
    const shown = cells.slice(0, mostColumns)
    if (columns === undefined) {
      columns = shown.map(cut)
      continue
    }
    row += 1
    const isWanted = numbers ? numbers.has(row) : row > after && rows.length < limit
    if (isWanted) rows.push({ row, line, cells: shown.map(cut) })
  }
  return { columns: columns ?? [], rows, total: row }
}

function cut(cell: string): string {
  return cell.length > longestCell ? `${cell.slice(0, longestCell)}…` : cell
}

function noTable(): ProblemError {
  return new ProblemError('unsupported-media-type', {
    detail: 'Only a CSV, a TSV or a workbook has columns. Nothing was enqueued.',
  })
}
