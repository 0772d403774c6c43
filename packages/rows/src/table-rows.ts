import { type FieldProblem, SourceRow } from '@disparo/core'
import type { ReadMapping } from './column-mapping.js'
import { readColumns } from './csv-columns.js'
import { readRecord } from './csv-message.js'
import { csvPath } from './csv-path.js'
import type { CsvRecord } from './csv-records.js'
import { type RowReader, rowReader } from './row-reader.js'

/** The header of a table names columns that cannot be read; no row was. */
export class InvalidColumnsError extends Error {
  readonly code = 'INVALID_COLUMNS'
  readonly problems: readonly FieldProblem[]

  constructor(problems: readonly FieldProblem[]) {
    super('The first line must name the columns')
    this.name = 'InvalidColumnsError'
    this.problems = problems
  }
}

/**
 * Reads a table's header, then gives its rows in the friendly form. Any order and subset of the columns will do, but
 * `to`, `namespace` and `elementName` must be there, or be filled by the mapping.
 * @throws InvalidColumnsError before any row is read
 */
export async function openTable(
  records: AsyncGenerator<CsvRecord>,
  mapping?: ReadMapping,
): Promise<RowReader> {
  const header = await records.next()
  const read = readColumns(header.done ? [] : header.value.cells, mapping)
  if (!read.ok) {
    await records.return(undefined)
    throw new InvalidColumnsError(read.problems)
  }
  const { columns } = read
  async function* rows(): AsyncGenerator<SourceRow> {
    for await (const { cells, line } of records) {
      const { row, buttons } = readRecord(columns, cells)
      const pathOf = (path: string) => {
        const field = csvPath(path, buttons)
        const source = columns.sources.get(field)
        return source === undefined ? field : `${field} (${source})`
      }
      const columnOf = (path: string) => {
        const position = columns.positions.get(csvPath(path, buttons))
        return position === undefined ? undefined : position + 1
      }
      yield new SourceRow(row, line, pathOf, columnOf)
    }
  }
  return rowReader(rows())
}
