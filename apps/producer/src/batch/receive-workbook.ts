import { stat } from 'node:fs/promises'
import {
  checkWorkbook,
  isOldWorkbook,
  isZip,
  openWorkbook,
  type ReadMapping,
  type RowReader,
  WorkbookError,
  type WorkbookFault,
  workbookLimits,
} from '@disparo/rows'
import { ProblemError } from '../problem/problem-error.js'

interface WorkbookFile {
  /** The file, and its first bytes. */
  readonly path: string
  readonly start: Buffer
  /** The name of its sheet; the first visible one when absent. */
  readonly sheet: string | undefined
  readonly mapping: ReadMapping | undefined
  /** What did not happen where it cannot be read. Default: nothing was enqueued. */
  readonly undone?: string
}

/** Looks through a workbook, and uses its rows when it can be read to its end. */
export function workbookRows<T>(
  file: WorkbookFile,
  use: (open: () => Promise<RowReader>) => Promise<T>,
): Promise<T> {
  const { path, sheet, mapping } = file
  return withWorkbook(file, () => use(() => openWorkbook(path, sheet, mapping)))
}

/** The same of its records, whatever its columns mean. */
export async function withWorkbook<T>(
  { path, start, sheet, undone = 'Nothing was enqueued' }: Omit<WorkbookFile, 'mapping'>,
  use: () => Promise<T>,
): Promise<T> {
  try {
    if (!isZip(start)) throw new WorkbookError(isOldWorkbook(start) ? 'OLD_OR_LOCKED' : 'NO_WORKBOOK')
    if ((await stat(path)).size > workbookLimits.fileBytes) throw new WorkbookError('TOO_LARGE')
    await checkWorkbook(path, sheet)
    return await use()
  } catch (error) {
    throw error instanceof WorkbookError ? explain(error, undone) : error
  }
}

const tooLarge: ReadonlySet<WorkbookFault> = new Set(['TOO_LARGE', 'TOO_MANY_ROWS'])

function explain({ fault, message }: WorkbookError, undone: string): ProblemError {
  const detail = `The body cannot be read: ${message}. ${undone}.`
  if (fault === 'NO_SHEET') {
    return new ProblemError('invalid-request', { detail, errors: [{ path: 'sheet', message }] })
  }
  return new ProblemError(tooLarge.has(fault) ? 'body-too-large' : 'broken-input', { detail })
}
