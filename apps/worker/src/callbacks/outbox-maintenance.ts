import {
  type CallbackQueue,
  type OutboxBounds,
  outboxBounds,
  recordConfigured,
  repairSequences,
  trimOutbox,
} from '@disparo/core/internal/callback'
import { type AccountKeys, type Redis, redisNow } from '@disparo/core/internal/redis'
import type { Logger } from 'pino'

interface MaintenanceDeps {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly queue: CallbackQueue
  readonly log: Logger
  /** What the outbox may hold. Default `outboxBounds`. */
  readonly bounds?: OutboxBounds | undefined
}

/** Calls in one look for lines that stand still; the next look goes on from there. */
const callsPerLook = 10
const dayMs = 86_400_000

/**
 * What is done every few seconds, by any number of workers: the note that there is a callback (Redis may have been emptied),
 * the outbox's bounds, and lines whose first change nobody will ever tell.
 */
export function openOutboxMaintenance({
  redis,
  keys,
  queue,
  log,
  bounds = outboxBounds,
}: MaintenanceDeps): () => Promise<void> {
  let cursor = '0'
  return async () => {
    await recordConfigured(redis, keys, true)
    const now = await redisNow(redis, keys)
    // Those whose jobs somebody removed: nobody sleeps for a day.
    await redis.zremrangebyscore(keys.callbackEarly, '-inf', now - dayMs)
    const dropped = await trimOutbox(redis, keys, now, bounds)
    if (dropped > 0) log.error({ event: 'outbox:dropped', dropped, ...bounds })
    for (let call = 0; call < callsPerLook; call++) {
      const { mended, ...next } = await repairSequences({ redis, keys, queue }, cursor)
      if (mended > 0) log.warn({ event: 'outbox:repaired', lines: mended })
      cursor = next.cursor
      if (cursor === '0') return
    }
  }
}
