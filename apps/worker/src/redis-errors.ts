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
    const code = (error as NodeJS.ErrnoException).code ?? replyCode(error)
    log.error({ event: 'redis:error', code, suppressed })
    last = now()
    suppressed = 0
  }
}

/** Redis's own code (OOM, MISCONF …) is the first word of its reply; what follows may name keys. */
function replyCode({ name, message }: Error): string {
  return name === 'ReplyError' ? (message.split(' ', 1)[0] ?? name) : name
}
