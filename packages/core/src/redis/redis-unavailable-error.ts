import { isTransientCode } from './transient-error.js'

/**
 * Redis could not be reached, or could not take the command. Whether it was carried out is not known: repeat it with the
 * same key. `cause`, where it is known, says by its `code` why there is no connection.
 */
export class RedisUnavailableError extends Error {
  readonly code = 'REDIS_UNAVAILABLE'
  /** Why, where it is known: `OOM` (no memory), `MISCONF` (a full disk), `ECONNREFUSED`, … */
  readonly reason: string | undefined
  /** What is wrong, as a sentence without its stop. */
  readonly wrong: string

  constructor(options?: ErrorOptions) {
    const cause = options?.cause
    const reason = cause instanceof Error ? redisErrorCode(cause) : undefined
    const wrong = wrongOf(reason)
    super(`${wrong}: nothing may have been enqueued. Try again with the same idempotency key.`, options)
    this.name = 'RedisUnavailableError'
    this.reason = reason
    this.wrong = wrong
  }
}

function wrongOf(reason: string | undefined): string {
  if (reason === 'OOM') return 'Redis has no memory left (OOM)'
  if (reason !== undefined && isTransientCode(reason)) return `Redis takes nothing as it is now (${reason})`
  return 'Redis cannot be reached'
}

/**
 * What an error of Redis, or of the way there, is known by: a code, or the first word of Redis's reply (`OOM`, `MISCONF`);
 * what follows that may name keys.
 */
export function redisErrorCode(error: Error): string {
  const { name, message } = error
  const { code } = error as { readonly code?: unknown }
  if (typeof code === 'string') return code
  return name === 'ReplyError' ? (message.split(' ', 1)[0] ?? name) : name
}
