import { lastConnectionError, type Redis } from './connection.js'
import { RedisUnavailableError } from './redis-unavailable-error.js'
import { isTransientError } from './transient-error.js'

/**
 * Runs an operation on Redis that must be answered within `ms`: waits for the connection, bounds the answer,
 * and turns whatever says that Redis is not there into one error.
 * @throws RedisUnavailableError; its `cause` says why there is no connection, where that is known
 */
export function withTimeout<T>(redis: Redis, ms: number, operation: () => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const finish = (act: () => void) => {
      clearTimeout(timer)
      waiting.delete(run)
      act()
    }
    // A process that was kept from running for so long may have the answer, and has not read it yet: the timer comes first.
    const timer = setTimeout(() => setImmediate(() => finish(() => reject(away(redis)))), ms)
    const waiting = waitingFor(redis)
    const run = () => {
      operation().then(
        (value) => finish(() => resolve(value)),
        (error: unknown) => finish(() => reject(speaksOfRedis(error) ? away(redis, error) : error)),
      )
    }
    if (redis.status === 'ready') run()
    else if (redis.status === 'end') finish(() => reject(away(redis)))
    else waiting.add(run)
  })
}

/** What an operation met tells less than why the connection is not there. */
function away(redis: Redis, met?: unknown): RedisUnavailableError {
  const cause = redis.status === 'ready' ? met : (lastConnectionError(redis) ?? met)
  return new RedisUnavailableError(cause === undefined ? {} : { cause })
}

/** Who waits for a connection to become ready; one listener for all, however many callers come in an outage. */
const waiters = new WeakMap<Redis, Set<() => void>>()

function waitingFor(redis: Redis): Set<() => void> {
  const known = waiters.get(redis)
  if (known) return known
  const waiting = new Set<() => void>()
  waiters.set(redis, waiting)
  redis.on('ready', () => {
    for (const run of [...waiting]) {
      waiting.delete(run)
      run()
    }
  })
  return waiting
}

/** What is neither Redis's verdict on a command, nor an error of our own (coded, no system call), nor a bug, is the connection's. */
function speaksOfRedis(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof RedisUnavailableError) return false
  if ('code' in error && !('syscall' in error)) return false
  if (error.name === 'ReplyError') return isTransientError(error)
  return !(error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError)
}
