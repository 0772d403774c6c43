import type { Disparo } from '@disparo/core'
import { checkRows, type EnqueueOptions, enqueueBatch, type RowsReceipt } from './enqueue-batch.js'
import { type BatchBody, receiveBody, refuseOtherContent } from './receive-body.js'

/**
 * Enqueues a body as it arrives; with `strict`, and of a workbook, only once all of it has arrived and is good, and with a
 * `sha256` once it is known to be that body.
 */
export function receiveBatch(
  disparo: Disparo,
  batch: BatchBody & { readonly strict: boolean },
  options: EnqueueOptions,
): Promise<RowsReceipt> {
  const { strict, sha256: wanted } = batch
  return receiveBody(batch, { whole: strict || wanted !== undefined }, async ({ open, source, sha256 }) => {
    refuseOtherContent(wanted, sha256())
    if (strict) await checkRows(disparo, await open(), options)
    return enqueueBatch(disparo, await open(), { ...options, format: source })
  })
}
