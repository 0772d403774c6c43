import { redisErrorCode } from '@disparo/core/internal/redis'
import type { Logger } from 'pino'

const everyMs = 5_000

/** Logs errors of Redis connections at most every 5 s: during an outage they come by the thousand. */
export function redisErrorLog(log: Logger, now: () => number = Date.now): (error: Error) => void {
  let last = Number.NEGATIVE_INFINITY
  let suppressed = 0
  return (error) => {
    if (now() - last < everyMs) {
      suppressed += 1
      return
    }
    log.error({ event: 'redis:error', code: redisErrorCode(error), suppressed })
    last = now()
    suppressed = 0
  }
}
