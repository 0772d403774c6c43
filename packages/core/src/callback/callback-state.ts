import { type AccountKeys, type Redis, redisNow } from '../redis/index.js'
import { readCallbackHealth } from './callback-health.js'
import type { CallbackQueue } from './callback-queue.js'
import { countEvents } from './outbox.js'
import { oldestEventAt, outboxBounds, outboxUsed } from './outbox-bounds.js'

/** How an account's callbacks stand. Times are ISO 8601, UTC. */
export interface CallbackState {
  /** Whether the account has a callback, as its workers have it; absent where none has run yet. */
  readonly configured?: boolean
  /** `false`: the receiver has failed for too long or says it is gone. A replay enables it again. */
  readonly enabled: boolean
  readonly disabled?: { readonly at: string; readonly reason: string }
  /** There while the receiver takes nothing: when it is tried next, or was tried last. */
  readonly pausedUntil?: string
  /** Changes not delivered yet, those that wait for another attempt included. */
  readonly waiting: number
  /** Callbacks put aside after all their attempts: what a replay delivers. */
  readonly failed: number
  readonly outbox: OutboxState
  readonly failuresInRow: number
  readonly lastSuccessAt?: string
  readonly lastFailure?: { readonly at: string; readonly reason: string }
}

/** Where changes wait while the receiver takes nothing. What is beyond its bounds is dropped, oldest first. */
export interface OutboxState {
  readonly events: number
  readonly mostEvents: number
  readonly oldestAt?: string
  readonly mostDays: number
  /** How much of its room is used, by number or by age, whichever is more: 0 to 1. */
  readonly used: number
  /** Changes that were never told. */
  readonly dropped: number
}

const dayMs = 86_400_000

export async function readCallbackState({
  redis,
  keys,
  queue,
}: {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly queue: CallbackQueue
}): Promise<CallbackState> {
  const [standing, events, oldestAt, turns, counts, now] = await Promise.all([
    readCallbackHealth(redis, keys),
    countEvents(redis, keys),
    oldestEventAt(redis, keys),
    redis.zcard(keys.callbackReady),
    queue.getJobCounts('waiting', 'delayed', 'active', 'failed'),
    redisNow(redis, keys),
  ])
  const { configured, disabled, failuresInRow, lastSuccessAt, lastFailure, restUntil, behind, dropped } =
    standing
  const { waiting = 0, delayed = 0, active = 0, failed = 0 } = counts
  return {
    ...(configured === undefined ? {} : { configured }),
    enabled: disabled === undefined,
    ...(disabled ? { disabled: { at: instant(disabled.at), reason: disabled.reason } } : {}),
    ...(restUntil === undefined ? {} : { pausedUntil: instant(restUntil) }),
    waiting: events + turns + behind + waiting + delayed + active,
    failed,
    outbox: {
      events,
      mostEvents: outboxBounds.events,
      ...(oldestAt === undefined ? {} : { oldestAt: instant(oldestAt) }),
      mostDays: outboxBounds.ageMs / dayMs,
      used: outboxUsed({ events, now, ...(oldestAt === undefined ? {} : { oldestAt }) }),
      dropped,
    },
    failuresInRow,
    ...(lastSuccessAt === undefined ? {} : { lastSuccessAt: instant(lastSuccessAt) }),
    ...(lastFailure ? { lastFailure: { at: instant(lastFailure.at), reason: lastFailure.reason } } : {}),
  }
}

function instant(ms: number): string {
  return new Date(ms).toISOString()
}
