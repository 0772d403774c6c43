/** Dates in the report are whole seconds, and the skew is known to about one. */
const knownClockMs = 2_000

/** An upstream whose clock is not known from a `Date` header is taken to be right to within this, either way. */
export const unknownClockMs = 60_000

/** How far an item's `dispatchDate` may be from the moment its POST began. */
export interface Tolerance {
  /** Earlier: what is left of the clocks' skew, and a second because the report's dates are whole seconds. */
  readonly earlyMs: number
  /** Later: how long upstream may take to dispatch what it accepted. */
  readonly lateMs: number
  /** When it may take longer still, because upstream stood still. Default: never. */
  readonly outages?: readonly OutageWindow[] | undefined
}

/**
 * A time in which upstream stood still: what was POSTed in it may have waited in its sockets although we gave it up, and be
 * dispatched only afterwards. Epoch ms, on the clock of what it is held against.
 */
export interface OutageWindow {
  /** The earliest POST that it can have swallowed began then. */
  readonly from: number
  /** When upstream answered again. */
  readonly until: number
  /** What waited was dispatched by then. */
  readonly dispatchedBy: number
}

/**
 * How far an item's dispatch may be from the moment its POST began. Where nothing is known of upstream's clock, wider by
 * the worst that is plausible, so that no message is proved absent by a window that was not the one meant.
 */
export function clockTolerance({
  attemptMs,
  dispatchLagMs,
  clockKnown,
}: {
  /** Between a message's `sentAt` and the end of its POST, at most. */
  readonly attemptMs: number
  /** Between the end of the POST and the dispatch date that the report gives, at most. */
  readonly dispatchLagMs: number
  readonly clockKnown: boolean
}): Tolerance {
  const unknownMs = clockKnown ? 0 : unknownClockMs
  return { earlyMs: knownClockMs + unknownMs, lateMs: attemptMs + dispatchLagMs + unknownMs }
}

/**
 * Joins outages that are one: an outage that began before all that waited in another was dispatched. What waited in the
 * first may wait on in the second.
 */
export function mergeOutages(outages: readonly OutageWindow[]): OutageWindow[] {
  const merged: OutageWindow[] = []
  for (const next of outages.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    if (last === undefined || next.from > last.dispatchedBy) merged.push(next)
    else {
      merged[merged.length - 1] = {
        from: last.from,
        until: Math.max(last.until, next.until),
        dispatchedBy: Math.max(last.dispatchedBy, next.dispatchedBy),
      }
    }
  }
  return merged
}

export function isInOutage({ from, until }: OutageWindow, sentAt: number): boolean {
  return from <= sentAt && sentAt <= until
}

/** The latest moment at which a message can be dispatched whose POST began at `sentAt`. Never falls as `sentAt` grows. */
export function latestDispatch(sentAt: number, { lateMs, outages = [] }: Tolerance): number {
  let latest = sentAt + lateMs
  for (const outage of outages) {
    if (isInOutage(outage, sentAt)) latest = Math.max(latest, outage.dispatchedBy)
  }
  return latest
}

/** The earliest moment at which the POST of a message can have begun that was dispatched at `dispatchedAt` or later. */
export function earliestSend(dispatchedAt: number, { lateMs, outages = [] }: Tolerance): number {
  let earliest = dispatchedAt - lateMs
  for (const { from, dispatchedBy } of outages) {
    if (dispatchedBy >= dispatchedAt) earliest = Math.min(earliest, from)
  }
  return earliest
}

/** The same tolerance on a clock that is ahead by `ms`. */
export function shiftTolerance<Kind extends Tolerance>(tolerance: Kind, ms: number): Kind {
  if (tolerance.outages === undefined) return tolerance
  const outages = tolerance.outages.map(({ from, until, dispatchedBy }) => ({
    from: from + ms,
    until: until + ms,
    dispatchedBy: dispatchedBy + ms,
  }))
  return { ...tolerance, outages }
}
