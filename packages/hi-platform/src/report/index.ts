/** What to ask the report for next, and whose each of its items is. Pure: no Redis, no HTTP, no clock. */
export { recipientKey } from '@disparo/core/internal/message'
export { clockTolerance, untoldClockMs } from './clock-tolerance.js'
export { type Collection, type CollectStep, collectPage, startCollecting } from './collect-pages.js'
export { type DifferingField, differingField } from './differing-field.js'
export { foreignBySlice } from './foreign-items.js'
export { groupBy } from './group-by.js'
export {
  type AbsenceScan,
  controlMs,
  type Doubt,
  isTimeOver,
  judgeAbsence,
  type ScanWaits,
  type Verdict,
} from './judge-absence.js'
export { learnRendition, type SurePair } from './learn-rendition.js'
export { couldBeOf, findLookAlikes } from './look-alikes.js'
export type { MatchOptions } from './match-options.js'
export { type MatchedReport, matchReport, type ReportMatch } from './match-report.js'
export { type Plan, type PlannerInput, planScan } from './plan-scan.js'
export type { ReportQuota } from './quota-pace.js'
export { type Control, countEvidence, type Evidence, nearest } from './report-evidence.js'
export { isWithin, type ScanWindow, scanWindow, slicesInReach } from './scan-window.js'
export {
  earliestSending,
  isInSilence,
  joinSilences,
  latestDispatch,
  onClockAhead,
  type Silence,
} from './silence.js'
export { isFinished, type SliceState, sliceOf } from './slice.js'
export type { Tolerance, TrackedMessage } from './tracked-message.js'
export { leaveToUnread, type UnreadRival } from './unread-rivals.js'
