import type { AccountKeys, Redis } from '../redis/index.js'
import type { CallbackQueue } from './callback-queue.js'
import { countEvents } from './outbox.js'
import { readStanding } from './standing.js'

/** How an account's callbacks stand. Times are ISO 8601, UTC. */
export interface CallbackState {
  /** `false`: the receiver has failed for too long or says it is gone. A replay enables it again. */
  readonly enabled: boolean
  readonly disabled?: { readonly at: string; readonly reason: string }
  /** Changes not delivered yet, those that wait for another attempt included. */
  readonly waiting: number
  /** Callbacks put aside after all their attempts, or while disabled: what a replay delivers. */
  readonly failed: number
  readonly failuresInRow: number
  readonly lastSuccessAt?: string
  readonly lastFailure?: { readonly at: string; readonly reason: string }
}

export async function readCallbackState({
  redis,
  keys,
  queue,
}: {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly queue: CallbackQueue
}): Promise<CallbackState> {
  const [standing, events, counts] = await Promise.all([
    readStanding(redis, keys),
    countEvents(redis, keys),
    queue.getJobCounts('waiting', 'delayed', 'active', 'failed'),
  ])
  const { disabled, failuresInRow, lastSuccessAt, lastFailure } = standing
  const { waiting = 0, delayed = 0, active = 0, failed = 0 } = counts
  return {
    enabled: disabled === undefined,
    ...(disabled ? { disabled: { at: instant(disabled.at), reason: disabled.reason } } : {}),
    waiting: events + waiting + delayed + active,
    failed,
    failuresInRow,
    ...(lastSuccessAt === undefined ? {} : { lastSuccessAt: instant(lastSuccessAt) }),
    ...(lastFailure ? { lastFailure: { at: instant(lastFailure.at), reason: lastFailure.reason } } : {}),
  }
}

function instant(ms: number): string {
  return new Date(ms).toISOString()
}
