import type { AccountKeys, Redis } from '../../redis/index.js'

/** The batches whose last message waits longest are looked at, whether somebody cancelled them. */
const lookedAtMost = 50

/**
 * When the last message that waits for its person's cap may go (epoch ms), in or out of a batch; `undefined`: none waits.
 * @param now - epoch ms
 */
export async function readCappedUntil(
  redis: Redis,
  keys: AccountKeys,
  now: number,
): Promise<number | undefined> {
  const [listed, [, alone]] = await Promise.all([
    redis.zrevrangebyscore(keys.cappedBatches, '+inf', now, 'LIMIT', 0, lookedAtMost),
    redis.zrange(keys.cappedAlone, '-1', '-1', 'WITHSCORES'),
  ])
  const batches = await Promise.all(listed.map((id) => redis.hmget(keys.batch(id), 'state', 'cappedUntil')))
  const times = batches.map(([state, until]) => (state === 'cancelled' ? 0 : Number(until)))
  const last = Math.max(Number(alone ?? 0), ...times)
  return last > now ? last : undefined
}
