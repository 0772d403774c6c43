import type { Tolerance } from './tracked-message.js'

/** Dates in the report are whole seconds, and the skew is known to about one. */
const knownClockMs = 2_000

/** An upstream that never told its clock by a `Date` header is taken to be right to within this, either way. */
export const unknownClockMs = 60_000

/**
 * How far an item's dispatch may be from the moment its POST began. Where nothing is known of upstream's clock, wider by
 * the worst that is plausible, so that no message is proved absent by a window that was not the one meant.
 */
export function clockTolerance({
  requestTimeoutMs,
  dispatchLagMs,
  clockKnown,
}: {
  readonly requestTimeoutMs: number
  /** Between the end of the POST and the dispatch date that the report gives, at most. */
  readonly dispatchLagMs: number
  readonly clockKnown: boolean
}): Tolerance {
  const untoldMs = clockKnown ? 0 : unknownClockMs
  return { earlyMs: knownClockMs + untoldMs, lateMs: requestTimeoutMs + dispatchLagMs + untoldMs }
}
