import type { Tolerance } from './tracked-message.js'

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
 * Silences as they count: one that began before all was dispatched that had waited in another is the same, for what waited
 * then may wait on.
 */
export function mergeOutages(silences: readonly OutageWindow[]): OutageWindow[] {
  const joined: OutageWindow[] = []
  for (const next of silences.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1)
    if (last === undefined || next.from > last.dispatchedBy) joined.push(next)
    else {
      joined[joined.length - 1] = {
        from: last.from,
        until: Math.max(last.until, next.until),
        dispatchedBy: Math.max(last.dispatchedBy, next.dispatchedBy),
      }
    }
  }
  return joined
}

export function isInOutage({ from, until }: OutageWindow, sentAt: number): boolean {
  return from <= sentAt && sentAt <= until
}

/** The latest moment at which a message can be dispatched whose POST began at `sentAt`. Never falls as `sentAt` grows. */
export function latestDispatch(sentAt: number, { lateMs, outages = [] }: Tolerance): number {
  let latest = sentAt + lateMs
  for (const silence of outages) {
    if (isInOutage(silence, sentAt)) latest = Math.max(latest, silence.dispatchedBy)
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
  const silences = tolerance.outages.map(({ from, until, dispatchedBy }) => ({
    from: from + ms,
    until: until + ms,
    dispatchedBy: dispatchedBy + ms,
  }))
  return { ...tolerance, outages: silences }
}
