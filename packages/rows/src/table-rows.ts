import { SourceRow } from '@disparo/core'
import { readColumns } from './csv-columns.js'
import { readRecord } from './csv-message.js'
import { csvPath } from './csv-path.js'
import type { CsvRecord } from './csv-records.js'
import { InvalidColumnsError } from './invalid-columns-error.js'
import { type RowReader, rowReader } from './row-reader.js'

/**
 * Reads a table's header, then gives its rows in the friendly form. Any order and subset of the columns will do, but
 * `to`, `namespace` and `elementName` must be there.
 * @throws InvalidColumnsError before any row is read
 */
export async function openTable(records: AsyncGenerator<CsvRecord>): Promise<RowReader> {
  const header = await records.next()
  const read = readColumns(header.done ? [] : header.value.cells)
  if (!read.ok) {
    await records.return(undefined)
    throw new InvalidColumnsError(read.problems)
  }
  const { columns } = read
  async function* rows(): AsyncGenerator<SourceRow> {
    for await (const { cells, line } of records) {
      const { row, buttons } = readRecord(columns, cells)
      yield new SourceRow(row, line, (path) => csvPath(path, buttons))
    }
  }
  return rowReader(rows())
}
