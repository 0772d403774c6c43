import { once } from 'node:events'
import { Redis } from 'ioredis'

/**
 * Resolves when the server answers PING; asks again every 50 ms while it is starting or loading its data.
 * Rejects when the signal aborts before that, or when the server answers something else.
 */
export async function redisReady(url: string, signal: AbortSignal): Promise<void> {
  const redis = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 50, connectTimeout: 1000 })
  redis.on('error', () => undefined)
  const settled = new AbortController()
  const aborted = once(signal, 'abort', { signal: settled.signal }).then(() => signal.throwIfAborted())
  const answered = redis.ping()
  // Whichever comes second has nobody to hear it.
  for (const each of [aborted, answered]) each.catch(() => undefined)
  try {
    signal.throwIfAborted()
    await Promise.race([answered, aborted])
  } finally {
    settled.abort()
    redis.disconnect()
  }
}
