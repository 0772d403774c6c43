import type { Disparo } from '@disparo/core'
import { checkRows, type EnqueueOptions, enqueueBatch, type RowsReceipt } from './enqueue-batch.js'
import { type BatchBody, receiveBody } from './receive-body.js'

/** Enqueues a body as it arrives; with `strict`, and of a workbook, only once all of it has arrived and is good. */
export function receiveBatch(
  disparo: Disparo,
  batch: BatchBody & { readonly strict: boolean },
  options: EnqueueOptions,
): Promise<RowsReceipt> {
  return receiveBody(batch, { whole: batch.strict }, async ({ open, source }) => {
    if (batch.strict) await checkRows(disparo, await open(), options)
    return enqueueBatch(disparo, await open(), { ...options, format: source })
  })
}
