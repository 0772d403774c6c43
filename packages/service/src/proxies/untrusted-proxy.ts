import { type Redis, withTimeout } from '@disparo/core/internal/redis'

/** Where it is noted for the doctor: the address that forwarded last, for a day. */
const noteKey = 'disparo:untrusted-proxy'
const noteSeconds = 86_400
const answerMs = 1_000

/** Never fails: a Redis that is away hears of it later. */
export async function noteUntrustedProxy(redis: Redis, address: string): Promise<void> {
  await withTimeout(redis, answerMs, () => redis.set(noteKey, address, 'EX', noteSeconds)).catch(() => {})
}

/** @throws RedisUnavailableError */
export function readUntrustedProxy(redis: Redis): Promise<string | null> {
  return withTimeout(redis, answerMs, () => redis.get(noteKey))
}
