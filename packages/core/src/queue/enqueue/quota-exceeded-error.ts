import type { ExceededQuota, QuotaName } from './quota.js'
import type { BatchReceipt } from './receipt.js'

/** The account takes no more for now: the message, or the rest of the batch, was not enqueued. */
export class QuotaExceededError extends Error {
  readonly code = 'QUOTA_EXCEEDED'
  /** `waiting`: as many messages wait as may. `perMinute`: as many came in this minute. */
  readonly quota: QuotaName
  readonly max: number
  /** When it is worth trying again, ms. */
  readonly retryAfterMs: number
  /** Of a batch that had begun: what of it is in. Repeat the call with its key, or into it, and the rest follows. */
  readonly batch: BatchReceipt | undefined

  constructor(account: string, { quota, max, retryAfterMs }: ExceededQuota, batch?: BatchReceipt) {
    const why =
      quota === 'waiting'
        ? `lets ${max} messages wait (quota.waiting), and as many do`
        : `takes ${max} messages a minute (quota.perMinute), and as many came`
    const rest = batch ? `; what is in of batch ${batch.id} stays: repeat it, and the rest follows` : ''
    super(`Account ${account} ${why}: try again in ${Math.ceil(retryAfterMs / 1_000)} s${rest}`)
    this.name = 'QuotaExceededError'
    this.quota = quota
    this.max = max
    this.retryAfterMs = retryAfterMs
    this.batch = batch
  }
}
