import type { AccountKeys, Redis } from '../redis/index.js'
import type { CallbackQueue } from './callback-queue.js'

interface EarlyDeps {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly queue: CallbackQueue
}

/** BullMQ keeps the moment of a delayed job in its score's upper bits. */
const delayedUnit = 0x1000

/**
 * Lets up to `count` callbacks that failed at `since` (epoch ms) or later be tried before they are due, those first that
 * failed first. Each is taken off the list: until its next attempt fails it is tried no second time. Answers how many.
 */
export async function retryEarly(
  { redis, keys, queue }: EarlyDeps,
  { since = 0, count }: { readonly since?: number; readonly count: number },
): Promise<number> {
  const ids = await redis.zrangebyscore(keys.callbackEarly, since, '+inf', 'LIMIT', 0, count)
  const tried = await Promise.all(
    ids.map(async (id) => {
      const score = await redis.zscore(queue.toKey('delayed'), id)
      const job = score === null ? undefined : await queue.getJob(id)
      if (job) {
        await redis.hset(keys.callbackEarlyDue, id, Math.floor(Number(score) / delayedUnit))
        await job.promote().catch(() => {}) // Due by now, or promoted by somebody else.
      }
      await redis.zrem(keys.callbackEarly, id)
      return job !== undefined
    }),
  )
  return tried.filter(Boolean).length
}

/** When a callback that is tried early is due (epoch ms); `undefined` for one that is not. */
export async function originalDueAt(
  redis: Redis,
  keys: AccountKeys,
  id: string,
): Promise<number | undefined> {
  const due = await redis.hget(keys.callbackEarlyDue, id)
  return due === null ? undefined : Number(due)
}

/** Those that had failed in an outage have all been tried. */
export async function endEarlyRetries(redis: Redis, keys: AccountKeys): Promise<void> {
  await redis.hdel(keys.callbacks, 'earlySince')
}
