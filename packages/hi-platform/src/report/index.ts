/** What to ask the report for next, and whose each of its items is. Pure: no Redis, no HTTP, no clock. */
export { recipientKey } from '@disparo/core/internal/message'
export { type CollectStep, collectPage, type PageCollection, startCollecting } from './collect-pages.js'
export { type DifferingField, differingField } from './differing-field.js'
export { countForeignBySlice } from './foreign-items.js'
export { groupBy } from './group-by.js'
export {
  type AbsenceScan,
  type AbsenceWaitReason,
  type Doubt,
  evidenceWindowMs,
  isDueInReport,
  judgeAbsence,
  type Verdict,
} from './judge-absence.js'
export { type ConfirmedPair, learnRendition } from './learn-rendition.js'
export type { MatchOptions } from './match-options.js'
export { type MatchedReport, matchReport, type ReportMatch } from './match-report.js'
export { type Plan, type PlannerInput, planScan } from './plan-scan.js'
export { couldMatch, possibleMatchFinder } from './possible-matches.js'
export { paceMs, type ReportQuota } from './quota-pace.js'
export { releaseContestedMatches, type UnreadableMessage } from './release-contested-matches.js'
export { type AcceptedSighting, countEvidence, type Evidence, neighbourCount } from './report-evidence.js'
export { isWithin, type ScanWindow, scanWindow, slicesInWindow } from './scan-window.js'
export { endOf, isFinished, type SliceProgress, type SliceState, sliceOf } from './slice.js'
export { marksAfter, partsOf, type SlicePart } from './slice-progress.js'
export {
  clockTolerance,
  earliestSend,
  isInOutage,
  latestDispatch,
  mergeOutages,
  type OutageWindow,
  shiftTolerance,
  type Tolerance,
  unknownClockMs,
} from './tolerance.js'
export type { TrackedMessage } from './tracked-message.js'
