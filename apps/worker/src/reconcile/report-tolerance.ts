import type { Account } from '@disparo/core/internal/account'
import type { UpstreamOutage } from '@disparo/core/internal/ledger'
import { clockTolerance, mergeOutages, type OutageWindow, type Tolerance } from '@disparo/hi-platform/report'
import { longestAttemptMs } from '../lanes/permit-age.js'

/** A lane that rested wakes, and its attempt is under way. */
const wakeMs = 5_000

/** With the times of silence that were given. */
export interface ReportTolerance extends Tolerance {
  readonly outages: readonly OutageWindow[]
}

/** How far a dispatch may be from its POST: by the account's settings, the clocks, and the times of silence there were. */
export function toleranceOf(
  account: Account,
  {
    skewMs,
    silent = [],
    now,
  }: {
    readonly skewMs: number | undefined
    readonly silent?: readonly UpstreamOutage[]
    readonly now: number
  },
): ReportTolerance {
  const { dispatchLagMs } = account.reconcile
  const attemptMs = longestAttemptMs(account)
  const tolerance = clockTolerance({ attemptMs, dispatchLagMs, clockKnown: skewMs !== undefined })
  // As long after upstream's first answer as else after a request was given up.
  const laterMs = tolerance.lateMs - attemptMs
  const silences = silent.map(({ from, until = now }) => ({ from, until, dispatchedBy: until + laterMs }))
  return { ...tolerance, outages: mergeOutages(silences) }
}

/** Where no attempt was made, or held back, for so long, nobody else asks whether upstream answers again. */
export function probeTimeoutMs({ requestTimeoutMs }: Account): number {
  return requestTimeoutMs + wakeMs
}
