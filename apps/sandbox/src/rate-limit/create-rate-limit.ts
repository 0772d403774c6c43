import { createFixedLimit } from './fixed-limit.js'
import type { RateLimit, RateLimitOptions } from './rate-limit.js'
import { createSlidingLimit } from './sliding-limit.js'

export function createRateLimit(options: RateLimitOptions): RateLimit {
  return options.kind === 'fixed' ? createFixedLimit(options) : createSlidingLimit(options)
}
