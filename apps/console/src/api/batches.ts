import type { BatchState } from '@disparo/api'
import { service } from './client.js'
import { type Polled, usePoll } from './poll.js'

/** States from which nothing of a batch goes on by itself. */
const restingStates: ReadonlySet<BatchState> = new Set(['finished', 'cancelled'])
const readingMs = 3_600_000

export interface BatchFilter {
  readonly account: string
  readonly state?: BatchState | undefined
  readonly q?: string | undefined
  readonly after?: string | undefined
}

export const batchListSize = 20

/** A page of the register; with a filter it may be short while there is a `next`. */
export function useBatches({ account, state, q, after }: BatchFilter) {
  return usePoll(
    ['batches', account, state, q, after],
    (signal) =>
      service.listBatches(
        { params: { account }, query: { state, q, after, limit: String(batchListSize) } },
        { signal },
      ),
    { everyMs: 3_000 },
  )
}

type Progress = Awaited<ReturnType<typeof service.getBatch>>

/** One batch; asked for until it is over, and for an hour longer, in which its messages are still being read. */
export function useBatch(account: string, id: string, enabled = true): Polled<Progress> {
  return usePoll(
    ['batch', account, id],
    (signal) => service.getBatch({ params: { account, id } }, { signal }),
    { enabled, isOver: isOver },
  )
}

export function isOver({
  state,
  finishedAt,
  cancelled,
}: Pick<Progress, 'state' | 'finishedAt' | 'cancelled'>) {
  const since = finishedAt ?? cancelled?.at
  return restingStates.has(state) && since !== undefined && Date.now() - Date.parse(since) > readingMs
}
