import type { RateLimit } from './rate-limit.js'

/** The lenient reading of seed 001 ("o limite é reiniciado"): up to twice `max` can pass around a window's edge. */
export function createFixedLimit({ max, windowMs }: { max: number; windowMs: number }): RateLimit {
  let startedAt = Number.NEGATIVE_INFINITY
  let admitted = 0

  const isOver = (now: number) => now >= startedAt + windowMs

  return {
    take(now) {
      if (isOver(now)) {
        startedAt = now
        admitted = 0
      }
      if (admitted >= max) return false
      admitted += 1
      return true
    },
    read(now) {
      const over = isOver(now)
      const end = (over ? now : startedAt) + windowMs
      return {
        limit: max,
        remaining: over ? max : max - admitted,
        resetSeconds: Math.ceil((end - now) / 1_000),
      }
    },
  }
}
