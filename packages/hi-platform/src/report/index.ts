/** What to ask the report for next, and whose each of its items is. Pure: no Redis, no HTTP, no clock. */
export { recipientKey } from '@disparo/core/internal/message'
export { type CollectStep, collectPage, startCollecting } from './collect-pages.js'
export { type DifferingField, differingField } from './differing-field.js'
export { countForeignBySlice } from './foreign-items.js'
export { groupBy } from './group-by.js'
export { type AbsenceScan, evidenceWindowMs, isDueInReport, judgeAbsence } from './judge-absence.js'
export { type ConfirmedPair, learnRendition } from './learn-rendition.js'
export type { MatchOptions } from './match-options.js'
export { matchReport, type ReportMatch } from './match-report.js'
export { type Plan, type PlannerInput, planScan } from './plan-scan.js'
export { couldMatch, possibleMatchFinder } from './possible-matches.js'
export { paceMs, type ReportQuota } from './quota-pace.js'
export { releaseContestedMatches } from './release-contested-matches.js'
export { type AcceptedSighting, countEvidence, neighbourCount } from './report-evidence.js'
export { type ScanWindow, scanWindow, slicesInWindow } from './scan-window.js'
export { endOf, isFinished, type SliceProgress, type SliceState, sliceOf } from './slice.js'
export { marksAfter } from './slice-progress.js'
export {
  clockTolerance,
  earliestSend,
  latestDispatch,
  mergeOutages,
  type OutageWindow,
  shiftTolerance,
  type Tolerance,
} from './tolerance.js'
export type { TrackedMessage } from './tracked-message.js'
