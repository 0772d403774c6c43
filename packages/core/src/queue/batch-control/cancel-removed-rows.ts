import { type LedgerOptions, messageIdsAt, recordWithdrawn } from '../../ledger/index.js'
import type { Lane } from '../../message/index.js'
import { withTimeout } from '../../redis/index.js'
import type { EnqueueDeps } from '../enqueue/enqueue-one.js'
import { cancelWaiting } from './cancel-waiting.js'

export type CancelRemovedDeps = EnqueueDeps & { readonly ledgerOptions: LedgerOptions }

/** So few that an urgent message does not wait for them. */
const perStep = 100
const answerMs = 10_000

/**
 * Cancels messages of a batch that have not begun: those that a correction of it has no more.
 * @param batch.places where they stand in it, in order
 * @returns how many
 */
export async function cancelRemovedRows(
  deps: CancelRemovedDeps,
  batch: { readonly id: string; readonly lane: Lane; readonly places: readonly number[] },
): Promise<number> {
  const { id, lane } = batch
  const withBooks = { ...deps, ledgerOptions: { ...deps.ledgerOptions, seal: deps.seal } }
  const step = async (places: readonly number[]): Promise<number> => {
    const ids = await messageIdsAt(deps.redis, deps.keys, { id, places })
    const cancelled = await Promise.all(
      ids.map(async (each) => {
        const job = await deps.lanes[lane].getJob(each)
        if (job?.data?.batch !== id) return false
        return cancelWaiting(withBooks, { id: each, lane, batch: id, job }, 'withdrawn')
      }),
    )
    const taken = places.filter((_, index) => cancelled[index])
    await recordWithdrawn(deps.redis, deps.keys, { id, places: taken })
    return taken.length
  }
  let withdrawn = 0
  for (let first = 0; first < batch.places.length; first += perStep) {
    withdrawn += await withTimeout(deps.redis, answerMs, () =>
      step(batch.places.slice(first, first + perStep)),
    )
  }
  return withdrawn
}
