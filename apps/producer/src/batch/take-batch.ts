import type { Readable } from 'node:stream'
import type { Disparo } from '@disparo/core'
import type { Turnstile } from '../access/turnstile.js'
import { ProblemError } from '../problem/problem-error.js'
import { BrokenInputError } from '../rows/broken-input-error.js'
import { discardRest, readChunks } from '../rows/read-chunks.js'
import { checkRows, type EnqueueOptions, enqueueBatch, type RowsReceipt } from './enqueue-batch.js'
import { openRows, type StreamedFormat } from './open-rows.js'
import { withSpool } from './spool.js'

export interface StreamedBatch {
  readonly body: Readable
  readonly format: StreamedFormat
  readonly maxBytes: number
  /** Enqueue all rows or none. */
  readonly strict: boolean
  /** Bounds the temporary files that there are at a time. */
  readonly spools: Turnstile
}

/** Enqueues a body as it arrives; with `strict`, only once all of it has arrived and is good. */
export async function takeStreamedBatch(
  disparo: Disparo,
  { body, format, maxBytes, strict, spools }: StreamedBatch,
  options: EnqueueOptions,
): Promise<RowsReceipt> {
  const chunks = readChunks(body, maxBytes)
  try {
    if (!strict) return await enqueueBatch(disparo, await openRows(format, chunks), options)
    const takeSpooled = () =>
      withSpool(chunks, async (reopen) => {
        const again = async () => openRows(format, readChunks(reopen(), maxBytes))
        await checkRows(disparo, await again(), options)
        return enqueueBatch(disparo, await again(), options)
      })
    return await spools.pass(takeSpooled)
  } catch (error) {
    throw error instanceof BrokenInputError ? notBegun(error) : error
  } finally {
    discardRest(body, maxBytes)
  }
}

/** It broke off before the first row was read. */
function notBegun(error: BrokenInputError): ProblemError {
  const kind = error.breakage === 'TOO_LARGE' ? 'body-too-large' : 'broken-input'
  return new ProblemError(kind, {
    detail: `The body cannot be read: ${error.message}. Nothing was enqueued.`,
    ...(error.line === undefined ? {} : { errors: [{ line: error.line, path: '', message: error.message }] }),
  })
}
