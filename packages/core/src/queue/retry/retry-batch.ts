import { isOfReason, readBatch, readBatchMessages, readEntries } from '../../ledger/index.js'
import type { EnqueueDeps } from '../enqueue/enqueue-one.js'
import type { Obstacle } from './cannot-retry-error.js'
import type { JobDeps } from './promote-released.js'
import { retryFailed } from './retry-failed.js'

/** What came of sending a batch's failures again. */
export interface BatchRetry {
  /** They are sent again, with as many attempts as new ones have. */
  readonly retried: number
  /** What is in the way of the others that failed or were rejected, and of how many. */
  readonly kept: Partial<Record<Obstacle, number>>
  /** Not all of the batch was looked at: give it as `after`. */
  readonly next?: number
}

/** So many messages are looked at in one call, and so many in one go. */
const lookedAtMost = 5_000
const chunk = 500

/**
 * Sends again what failed of a batch after a place, each through the ledger's fence (`retryFailed`): what may have been sent, was
 * rejected or has no job any more stays as it is.
 * @param of.reason only those that are so for this reason (`isOfReason`)
 * @returns `undefined` where the batch is not known
 */
export async function retryBatch(
  deps: EnqueueDeps & JobDeps,
  of: { readonly id: string; readonly after: number; readonly reason?: string | undefined },
): Promise<BatchRetry | undefined> {
  const { redis, keys } = deps
  const batch = await readBatch(redis, keys, of.id)
  if (!batch) return undefined
  const kept: Partial<Record<Obstacle, number>> = {}
  let retried = 0
  let after = of.after
  for (let looked = 0; looked < lookedAtMost; looked += chunk) {
    const placed = await readBatchMessages(redis, keys, { id: of.id, after, limit: chunk })
    const entries = await readEntries(
      deps,
      placed.map(({ id }) => id),
    )
    const ids = entries.flatMap((entry) =>
      entry?.batch === of.id &&
      (entry.status === 'failed' || entry.status === 'rejected') &&
      (of.reason === undefined || isOfReason(entry.reason, of.reason))
        ? [entry.id]
        : [],
    )
    for (const obstacle of await retryFailed(deps, batch.lane, ids)) {
      if (obstacle === undefined) retried += 1
      else kept[obstacle] = (kept[obstacle] ?? 0) + 1
    }
    if (placed.length < chunk) return { retried, kept }
    after = placed.at(-1)?.position ?? after
  }
  return { retried, kept, next: after }
}
