import type { ReadMapping } from '../column-mapping.js'
import type { RowReader } from '../row-reader.js'
import { openTable } from '../table-rows.js'
import { sheetRecords } from './sheet-records.js'

/** A ZIP file, which a workbook is, whatever its name says. */
export function isZip(start: Buffer): boolean {
  return start.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'))
}

/** A compound file: a workbook before 2007, or one with a password. */
export function isOldWorkbook(start: Buffer): boolean {
  return start.subarray(0, 4).equals(Buffer.from('d0cf11e0', 'hex'))
}

/**
 * Looks through a workbook's sheet, so that nothing is enqueued of one that cannot be read to its end.
 * @throws WorkbookError
 */
export async function checkWorkbook(path: string, sheet?: string): Promise<void> {
  for await (const _ of sheetRecords(path, sheet));
}

/**
 * The rows of a workbook's sheet in the friendly form; the first row names the columns.
 * @throws ProblemError `invalid-columns`
 * @throws WorkbookError
 */
export function openWorkbook(path: string, sheet?: string, mapping?: ReadMapping): Promise<RowReader> {
  return openTable(sheetRecords(path, sheet), mapping)
}
