import { once } from 'node:events'
import type { Redis } from 'ioredis'
import { RedisUnavailableError } from './redis-unavailable-error.js'

/** Redis's own error codes (the first word of its reply) that speak of its state, not of the command. */
const stateCodes = new Set([
  'OOM',
  'LOADING',
  'READONLY',
  'MISCONF',
  'CLUSTERDOWN',
  'MASTERDOWN',
  'NOREPLICAS',
  'TRYAGAIN',
])

/**
 * Runs an operation on Redis that must be answered within `ms`: waits for the connection, bounds the answer,
 * and turns whatever says that Redis is not there into one error.
 * @throws RedisUnavailableError
 */
export async function within<T>(redis: Redis, ms: number, operation: () => Promise<T>): Promise<T> {
  const signal = AbortSignal.timeout(ms)
  const timedOut = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new RedisUnavailableError({ cause: signal.reason })), {
      once: true,
    })
  })
  timedOut.catch(() => {})
  try {
    if (redis.status !== 'ready') await Promise.race([ready(redis, signal), timedOut])
    return await Promise.race([operation(), timedOut])
  } catch (error) {
    throw speaksOfRedis(error) ? new RedisUnavailableError({ cause: error }) : error
  }
}

async function ready(redis: Redis, signal: AbortSignal): Promise<void> {
  if (redis.status === 'end') throw new RedisUnavailableError()
  await once(redis, 'ready', { signal })
}

/** Only Redis commands run inside: what is neither Redis's verdict on a command nor our own bug is the connection's. */
function speaksOfRedis(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof RedisUnavailableError) return false
  if (error.name === 'ReplyError') return stateCodes.has(error.message.split(' ', 1)[0] ?? '')
  return !(error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError)
}
