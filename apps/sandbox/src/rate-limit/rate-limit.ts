export interface RateLimitOptions {
  readonly max: number
  readonly windowMs: number
  /** `sliding` (strict, in every window) or `fixed` (a new window starts with the first request after the last). */
  readonly kind: 'sliding' | 'fixed'
}

interface RateLimitState {
  readonly limit: number
  readonly remaining: number
  /** Whole seconds, rounded up: after that long the oldest request (sliding) or the window (fixed) is over. */
  readonly resetSeconds: number
}

/** Times are milliseconds of a clock that never goes back. */
export interface RateLimit {
  /** Admits the request and remembers it, or refuses it (which costs nothing). */
  take(now: number): boolean
  read(now: number): RateLimitState
}

/** Names and the seconds of `Reset` as in seed 001, "Cotas de consumo". */
export function rateLimitHeaders(state: RateLimitState): Record<RateLimitHeader, string> {
  return {
    'x-rate-limit-limit': String(state.limit),
    'x-rate-limit-remaining': String(state.remaining),
    'x-rate-limit-reset': String(state.resetSeconds),
  }
}

export const RATE_LIMIT_HEADERS = [
  'x-rate-limit-limit',
  'x-rate-limit-remaining',
  'x-rate-limit-reset',
] as const

type RateLimitHeader = (typeof RATE_LIMIT_HEADERS)[number]
