import { stat } from 'node:fs/promises'
import type { Disparo } from '@disparo/core'
import {
  checkWorkbook,
  isOldWorkbook,
  isZip,
  openWorkbook,
  WorkbookError,
  type WorkbookFault,
  workbookLimits,
} from '@disparo/rows'
import { ProblemError } from '../problem/problem-error.js'
import { checkRows, type EnqueueOptions, enqueueBatch, type RowsReceipt } from './enqueue-batch.js'

interface WorkbookBatch {
  /** The file, and its first bytes. */
  readonly path: string
  readonly start: Buffer
  readonly strict: boolean
  /** The name of its sheet; the first visible one when absent. */
  readonly sheet: string | undefined
}

/** Looks through a workbook, and enqueues its rows when it can be read to its end. */
export async function receiveWorkbook(
  disparo: Disparo,
  { path, start, strict, sheet }: WorkbookBatch,
  options: EnqueueOptions,
): Promise<RowsReceipt> {
  try {
    if (!isZip(start)) throw new WorkbookError(isOldWorkbook(start) ? 'OLD_OR_LOCKED' : 'NO_WORKBOOK')
    if ((await stat(path)).size > workbookLimits.fileBytes) throw new WorkbookError('TOO_LARGE')
    await checkWorkbook(path, sheet)
    if (strict) await checkRows(disparo, await openWorkbook(path, sheet), options)
    return await enqueueBatch(disparo, await openWorkbook(path, sheet), { ...options, format: 'xlsx' })
  } catch (error) {
    throw error instanceof WorkbookError ? explain(error) : error
  }
}

const tooLarge: ReadonlySet<WorkbookFault> = new Set(['TOO_LARGE', 'TOO_MANY_ROWS'])

function explain({ fault, message }: WorkbookError): ProblemError {
  const detail = `The body cannot be read: ${message}. Nothing was enqueued.`
  if (fault === 'NO_SHEET') {
    return new ProblemError('invalid-request', { detail, errors: [{ path: 'sheet', message }] })
  }
  return new ProblemError(tooLarge.has(fault) ? 'body-too-large' : 'broken-input', { detail })
}
