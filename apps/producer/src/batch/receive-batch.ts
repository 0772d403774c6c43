import type { Readable } from 'node:stream'
import type { ProblemKind } from '@disparo/api'
import type { Disparo } from '@disparo/core'
import { BrokenInputError, boundChunks, peekChunks, readChunks, workbookLimits } from '@disparo/rows'
import { ProblemError } from '../problem/problem-error.js'
import { checkRows, type EnqueueOptions, enqueueBatch, type RowsReceipt } from './enqueue-batch.js'
import { type BatchFormat, isWorkbook, openRows, sourceOf } from './open-rows.js'
import { receiveWorkbook } from './receive-workbook.js'
import type { Spools } from './spool.js'

interface BatchBody {
  readonly body: Readable
  readonly format: BatchFormat
  readonly maxBytes: number
  /** Enqueue all rows or none. */
  readonly strict: boolean
  /** The sheet of a workbook that is read. */
  readonly sheet: string | undefined
  /** Where it is kept until all of it has arrived, if it must be. */
  readonly spools: Spools
  /** Who sends it. */
  readonly user: string
}

/** Enqueues a body as it arrives; with `strict`, and of a workbook, only once all of it has arrived and is good. */
export async function receiveBatch(
  disparo: Disparo,
  batch: BatchBody,
  options: EnqueueOptions,
): Promise<RowsReceipt> {
  const { body, format, maxBytes, strict, sheet, spools, user } = batch
  const chunks = readChunks(body, maxBytes)
  try {
    if (strict) return await takeStrictly(disparo, batch, chunks, options)
    const peeked = await peekChunks(chunks, signatureBytes)
    if (isWorkbook(format, peeked.start)) {
      const bounded = boundChunks(peeked.chunks, Math.min(maxBytes, workbookLimits.fileBytes))
      const take = (_: unknown, path: string) =>
        receiveWorkbook(disparo, { path, start: peeked.start, strict, sheet }, options)
      return await spools.keep(user, bounded, take)
    }
    refuseSheet(sheet)
    return await enqueueBatch(disparo, await openRows(format, peeked.chunks), {
      ...options,
      format: sourceOf(format),
    })
  } catch (error) {
    throw error instanceof BrokenInputError ? notBegun(error) : error
  }
}

/** What shows that a file is a workbook. */
const signatureBytes = 4

function takeStrictly(
  disparo: Disparo,
  { format, maxBytes, strict, sheet, spools, user }: BatchBody,
  chunks: AsyncIterable<Buffer>,
  options: EnqueueOptions,
): Promise<RowsReceipt> {
  return spools.keep(user, chunks, async (reopen, path) => {
    const { start } = await peekChunks(reopen(), signatureBytes)
    if (isWorkbook(format, start)) return receiveWorkbook(disparo, { path, start, strict, sheet }, options)
    refuseSheet(sheet)
    const again = async () => openRows(format, readChunks(reopen(), maxBytes))
    await checkRows(disparo, await again(), options)
    return enqueueBatch(disparo, await again(), { ...options, format: sourceOf(format) })
  })
}

/** It broke off before the first row was read. */
function notBegun(error: BrokenInputError): ProblemError {
  return new ProblemError(kindOf(error), {
    detail: `The body cannot be read: ${error.message}. Nothing was enqueued.`,
    ...(error.line === undefined ? {} : { errors: [{ line: error.line, path: '', message: error.message }] }),
  })
}

function kindOf({ breakage }: BrokenInputError): ProblemKind {
  if (breakage === 'TOO_LARGE' || breakage === 'TOO_MANY_ROWS') return 'body-too-large'
  return breakage === 'EMPTY' || breakage === 'NO_LIST' || breakage === 'UNCLOSED_LIST'
    ? 'malformed-body'
    : 'broken-input'
}

function refuseSheet(sheet: string | undefined): void {
  if (sheet === undefined) return
  throw new ProblemError('invalid-request', {
    detail: 'Only a workbook has sheets: leave it out. Nothing was enqueued.',
    errors: [{ path: 'sheet', message: 'is for workbooks (.xlsx)' }],
  })
}
