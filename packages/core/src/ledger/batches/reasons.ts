import type { AccountKeys, Redis } from '../../redis/index.js'

/** Why messages are rejected, failed or unknown: a short code that says nothing of anybody, such as `http-400` or Meta's `131026`. */
export interface ReasonCount {
  readonly code: string
  readonly count: number
}

/** For which reasons messages of a batch are rejected, failed or unknown now, most messages first; 100 codes, and `other`. */
export async function readReasons(redis: Redis, keys: AccountKeys, id: string): Promise<ReasonCount[]> {
  const counts = Object.entries(await redis.hgetall(keys.batchReasons(id)))
  return counts
    .map(([code, count]) => ({ code, count: Number(count) }))
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count || (one.code < other.code ? -1 : 1))
}
