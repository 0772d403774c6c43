import { Redis, type RedisOptions } from 'ioredis'

/** Who uses the connection: a `producer` must fail fast while Redis is down, a `worker` waits until it is back. */
export type RedisRole = 'producer' | 'worker'

type Options = Omit<RedisOptions, 'replyMapping'>

const byRole: Record<RedisRole, Options> = {
  producer: { enableOfflineQueue: false, autoResendUnfulfilledCommands: false, maxRetriesPerRequest: 0 },
  worker: { maxRetriesPerRequest: null },
}

/**
 * Opens a connection that reconnects for ever, at most 1 s apart. Errors of the connection are told to `onError`:
 * an outage is no reason to end a process.
 */
export function openRedis(url: string, role: RedisRole, onError: (error: Error) => void = () => {}): Redis {
  const options: Options = {
    ...byRole[role],
    connectTimeout: 5_000,
    retryStrategy: (attempt) => Math.min(attempt * 100, 1_000),
    // After a fail-over the old master answers READONLY: this is Redis's error code, not a text.
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
  }
  const redis = new Redis(url, options)
  redis.on('error', onError)
  return redis
}
