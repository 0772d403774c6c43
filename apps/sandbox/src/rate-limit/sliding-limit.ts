import type { RateLimit } from './rate-limit.js'
import { createTimeLog } from './time-log.js'

/**
 * At most `max` admissions in any half-open stretch of `windowMs`, and never fewer than the rule allows: a request is
 * admitted exactly `windowMs` after the admission that stood in its way.
 */
export function createSlidingLimit({ max, windowMs }: { max: number; windowMs: number }): RateLimit {
  const admitted = createTimeLog(windowMs)
  return {
    take(now) {
      if (admitted.size(now) >= max) return false
      admitted.add(now)
      return true
    },
    read(now) {
      const end = (admitted.oldest(now) ?? now) + windowMs
      return {
        limit: max,
        remaining: max - admitted.size(now),
        resetSeconds: Math.ceil((end - now) / 1_000),
      }
    },
  }
}
