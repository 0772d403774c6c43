import { Redis } from 'ioredis'

/** Resolves when the server answers PING; asks again every 50 ms while it is starting or loading its data. */
export async function redisReady(url: string, signal: AbortSignal): Promise<void> {
  const redis = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 50, connectTimeout: 1000 })
  redis.on('error', () => undefined)
  const stop = () => redis.disconnect()
  signal.addEventListener('abort', stop, { once: true })
  try {
    signal.throwIfAborted()
    await redis.ping()
  } finally {
    signal.removeEventListener('abort', stop)
    redis.disconnect()
  }
}
