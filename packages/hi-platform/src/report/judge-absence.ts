import {
  type AcceptedSighting,
  countEvidence,
  type Evidence,
  hasGap,
  isSufficient,
  neighbourCount,
} from './report-evidence.js'
import { isWithin, type ScanWindow } from './scan-window.js'
import { isInOutage, latestDispatch, type Tolerance } from './tolerance.js'

/** What the end of a doubt waits for, as far as a scan can tell. */
type AbsenceWaitReason = 'no-control' | 'report-lag' | 'look-alike' | 'upstream-outage'

/** A message in doubt that a scan does not show. */
export interface Doubt {
  /** When the POST of its last attempt began. */
  readonly sentAt: number
  /** An item that is nobody's else may be its own. */
  readonly hasPossibleMatch: boolean
  /** When the first complete scan began that showed what was sent before it, while nothing was sent after it. */
  readonly shownBeforeAt?: number | undefined
}

/** A complete scan that covers the doubt's time. All times in epoch ms on Redis's clock. */
export interface AbsenceScan {
  readonly window: ScanWindow
  readonly tolerance: Tolerance
  readonly startedAt: number
  /** So long the report may lack a message after its dispatch. */
  readonly reportLagMs: number
  /** How much of what was accepted may be missing, 0 to 1. */
  readonly evidenceShare: number
  /** Ascending in time. */
  readonly accepted: readonly AcceptedSighting[]
  /** Redis's clock was put back: times noted in this stretch may not be those at which things happened. */
  readonly untrusted?: { readonly from: number; readonly until: number } | undefined
}

type Verdict =
  | { readonly kind: 'absent' }
  | {
      readonly kind: 'waits'
      readonly why: AbsenceWaitReason
      readonly evidence: Evidence
      readonly shownBeforeAt?: number | undefined
    }

/** Evidence is what was sent within so long of the doubt; later messages serve where there are none. */
export const evidenceWindowMs = 10 * 60_000
/** Where nothing was sent after it, the second scan that shows what was sent before it begins so long after the attempt. */
const secondScanMs = 3_600_000

/**
 * Whether a message that a scan does not show was not sent. Silence proves nothing: the scan must show (nearly) all that
 * was surely accepted at or after it, have no hole next to it, and no item that could be it.
 */
export function judgeAbsence(doubt: Doubt, scan: AbsenceScan): Verdict {
  const { sentAt, hasPossibleMatch } = doubt
  const { accepted, startedAt, evidenceShare } = scan
  const after = accepted.filter((control) => control.sentAt >= sentAt)
  const before = accepted.filter(
    (control) => control.sentAt < sentAt && control.sentAt >= sentAt - evidenceWindowMs,
  )
  const soonAfter = after.filter((control) => control.sentAt <= sentAt + evidenceWindowMs)
  const siblings = soonAfter.length > 0 ? soonAfter : after
  const evidence = countEvidence(siblings)
  const waits = (why: AbsenceWaitReason, counted = evidence) =>
    ({ kind: 'waits', why, evidence: counted }) as const

  if (!isDueInReport(sentAt, scan)) return waits(isOutage(sentAt, scan) ? 'upstream-outage' : 'report-lag')
  if (hasPossibleMatch) return waits('look-alike')
  if (isUntrusted(sentAt, scan)) return waits('no-control')
  const isHoleBefore = hasGap(before.slice(-neighbourCount))
  if (siblings.length > 0) {
    const isShown = isSufficient(evidence, evidenceShare) && !hasGap(siblings.slice(0, neighbourCount))
    return isShown && !isHoleBefore ? { kind: 'absent' } : waits('report-lag')
  }
  const earlier = countEvidence(before)
  if (before.length === 0) return waits('no-control')
  if (!isSufficient(earlier, evidenceShare) || isHoleBefore) return waits('no-control', earlier)
  const { shownBeforeAt = startedAt } = doubt
  const isSecond = startedAt > shownBeforeAt && startedAt >= sentAt + secondScanMs
  return isSecond ? { kind: 'absent' } : { ...waits('no-control', earlier), shownBeforeAt }
}

/** Whether the report must have shown it by now, whenever it was dispatched, and the scan has looked there. */
export function isDueInReport(
  sentAt: number,
  {
    window,
    tolerance,
    startedAt,
    reportLagMs,
  }: Omit<AbsenceScan, 'accepted' | 'evidenceShare' | 'untrusted'>,
): boolean {
  return isWithin(window, sentAt, tolerance) && latestDispatch(sentAt, tolerance) + reportLagMs <= startedAt
}

function isOutage(sentAt: number, { tolerance, startedAt, reportLagMs }: AbsenceScan): boolean {
  const { outages = [] } = tolerance
  return outages.some((outage) => isInOutage(outage, sentAt) && outage.dispatchedBy + reportLagMs > startedAt)
}

function isUntrusted(sentAt: number, { untrusted }: AbsenceScan): boolean {
  return untrusted !== undefined && sentAt >= untrusted.from && sentAt <= untrusted.until
}
