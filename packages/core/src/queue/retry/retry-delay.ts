/** Waiting before the next attempt, in ms: after the first one up to `baseMs`, then twice as long each time. */
export interface RetryTiming {
  readonly baseMs: number
  readonly longestMs: number
}

export const retryTiming: RetryTiming = { baseMs: 1_000, longestMs: 5 * 60_000 }

/**
 * Exponential backoff with full jitter: a random wait between 0 and the doubled ceiling, so that messages that failed
 * together do not come back together.
 * @param attempt how many attempts were made, from 1
 * @param random 0 to below 1
 */
export function retryDelay(
  input: { readonly attempt: number; readonly random: number },
  timing: RetryTiming = retryTiming,
): number {
  const ceiling = Math.min(timing.longestMs, timing.baseMs * 2 ** Math.max(0, input.attempt - 1))
  return Math.round(ceiling * input.random)
}
