import type { LogLine } from '@disparo/service/log'
import type { Logger } from 'pino'

/** A line as often as this, in the long run. */
const everyMs = 3_000
/** Lines that may come at once, after silence. */
const burst = 20

/**
 * Writes lines that may come by the thousand, as for every callback that fails: twenty at once, twenty a minute after that.
 * The next line that is written says how many were left out.
 */
export function rateLimitedLog(
  log: Pick<Logger, 'info' | 'warn' | 'error'>,
  now: () => number = () => performance.now(),
) {
  let tokens = burst
  let filledAt = now()
  let leftOut = 0
  return (level: 'info' | 'warn' | 'error', line: LogLine): void => {
    const at = now()
    tokens = Math.min(burst, tokens + (at - filledAt) / everyMs)
    filledAt = at
    if (tokens < 1) {
      leftOut += 1
      return
    }
    tokens -= 1
    log[level]({ ...line, ...(leftOut > 0 ? { leftOut } : {}) })
    leftOut = 0
  }
}
