import type { ReadMapping } from './column-mapping.js'
import { csvRecords } from './csv-records.js'
import { decodeText } from './decode-text.js'
import type { RowReader } from './row-reader.js'
import { openTable } from './table-rows.js'
import type { DeclaredEncoding } from './text-encoding.js'

/**
 * Reads a CSV in the encoding that it is declared to be, or shows.
 * @throws InvalidColumnsError before any row is read
 * @throws BrokenInputError when not even the header can be read
 */
export async function openCsv(
  chunks: AsyncIterable<Buffer>,
  declared?: DeclaredEncoding,
  mapping?: ReadMapping,
): Promise<RowReader> {
  const text = decodeText(chunks, declared)
  return { ...(await openTable(csvRecords(text.chunks), mapping)), encoding: text.encoding }
}
