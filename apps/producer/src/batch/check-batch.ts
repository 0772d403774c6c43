import type { BatchCheck, Disparo } from '@disparo/core'
import type { TextEncoding } from '@disparo/rows'
import { type EnqueueOptions, noRows, refuseBroken } from './enqueue-batch.js'
import { type BatchBody, receiveBody, refuseOtherContent } from './receive-body.js'

/** What a check of a body answers. */
interface BodyCheck extends BatchCheck {
  readonly contentSha256: string
  readonly encoding?: TextEncoding
}

/** Reads a body as it would be enqueued, and enqueues nothing. @throws ProblemError where it cannot be read to its end */
export function checkBatch(
  disparo: Disparo,
  batch: BatchBody,
  terms: EnqueueOptions | Omit<EnqueueOptions, 'key'>,
): Promise<BodyCheck> {
  return receiveBody(batch, { whole: false }, async ({ open, source, sha256 }) => {
    const reader = await open()
    const isWhole = () => !reader.breakage()
    const checked = await disparo.check(reader.rows, { ...terms, format: source, isWhole })
    refuseBroken(reader, checked.problems)
    if (checked.rows === 0) throw noRows()
    refuseOtherContent(batch.sha256, sha256())
    const encoding = reader.encoding ? { encoding: reader.encoding() } : {}
    return { ...checked, ...encoding, contentSha256: sha256() }
  })
}
