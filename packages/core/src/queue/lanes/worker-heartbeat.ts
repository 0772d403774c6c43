import type { AccountKeys, Redis } from '../../redis/index.js'

/**
 * How an account's workers make themselves known, ms: each says so `everyMs`, and nobody is there once none has for `ttlMs`.
 * One key for all of them: BullMQ's own list of workers asks for all of Redis's clients, which not every user may see.
 */
export const workerHeartbeat = { everyMs: 10_000, ttlMs: 30_000 } as const

export async function recordHeartbeat(redis: Redis, keys: AccountKeys): Promise<void> {
  // What needs no memory comes first: a Redis that is full has workers, too.
  if ((await redis.pexpire(keys.worker, workerHeartbeat.ttlMs)) === 1) return
  await redis.set(keys.worker, '1', 'PX', workerHeartbeat.ttlMs)
}

/** Whether any worker of the account has shown itself lately. */
export async function hasWorker(redis: Redis, keys: AccountKeys): Promise<boolean> {
  return (await redis.exists(keys.worker)) === 1
}
