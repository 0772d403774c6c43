const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/**
 * The longest waits before the second, third, … attempt to deliver a callback: 23 h 43 min together, each some three
 * times the one before (Standard Webhooks, "Deliverability and reliability": retry over days, with growing waits).
 */
export const callbackDelaysMs: readonly number[] = [
  5 * second,
  30 * second,
  2 * minute,
  10 * minute,
  30 * minute,
  hour,
  2 * hour,
  4 * hour,
  8 * hour,
  8 * hour,
]

/** Attempts a callback gets before it is put aside for a replay. */
export const callbackAttempts = callbackDelaysMs.length + 1

/** No receiver is waited for longer than this, whatever it asks for. */
const longestWaitMs = 8 * hour
/** Waits are shortened by up to this share, so that what failed together does not come back together. */
const jitter = 0.2

/**
 * How long to wait before the next attempt, in ms: what the schedule says, or as long as the receiver asks for.
 * @param attempt how many attempts were made, from 1
 * @param retryAfterMs the answer's `Retry-After`; at most 8 h of it are honoured
 * @param random 0 to below 1
 */
export function callbackDelay(input: {
  readonly attempt: number
  readonly retryAfterMs?: number | undefined
  readonly random: number
}): number {
  const step = Math.min(Math.max(1, input.attempt), callbackDelaysMs.length) - 1
  const planned = (callbackDelaysMs[step] ?? longestWaitMs) * (1 - jitter * input.random)
  return Math.round(Math.max(planned, Math.min(longestWaitMs, input.retryAfterMs ?? 0)))
}
