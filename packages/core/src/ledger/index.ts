export { ratePerMinute, readAcceptedLately } from './batches/accepted-lately.js'
export { type HaltReason, type LedgerBatch, readBatch, type TemplateCount } from './batches/batch.js'
export { type BatchMessage, messageIdsAt, readBatchMessages } from './batches/batch-messages.js'
export { type BatchOrigin, type BatchSource, batchSources } from './batches/batch-origin.js'
export { judgeDueCanaries } from './batches/canaries.js'
export { finishBatch } from './batches/finish-batch.js'
export {
  freshBatch,
  type OpenBatch,
  type OpenBatchInput,
  openBatch,
  peekBatch,
  readRowHashes,
  recordWithdrawn,
  reserveRows,
} from './batches/open-batch.js'
export { type PreviousImport, readPreviousImport, recordImport } from './batches/previous-import.js'
export { isOfReason, type ReasonCount, readReasons } from './batches/reasons.js'
export { type BatchChunk, recordChunk } from './batches/record-chunk.js'
export {
  type BatchGlance,
  type RegisterPlace,
  readBatches,
  readRegister,
  renameBatch,
} from './batches/register.js'
export {
  maxRejectedRows,
  type RejectedRow,
  readRejectedRows,
  recordRejectedRows,
} from './batches/rejected-rows.js'
export { rescheduleBatch } from './batches/reschedule-batch.js'
export {
  type CountedStatus,
  countedStatuses,
  readSeries,
  type SeriesPoint,
  type SeriesUnit,
} from './batches/series.js'
export { setBatchPace } from './batches/set-batch-pace.js'
export {
  type BatchPhase,
  type BatchPhaseChange,
  isLatestPhaseChange,
  markSwept,
  readBatchPhase,
  readBatchPhaseChanges,
  setBatchPhase,
} from './batches/set-batch-phase.js'
export { readCappedUntil } from './caps/capped-until.js'
export { type CountsState, isCounting, readCountsState, recordCountsKnown } from './caps/counts-state.js'
export { type CountsToLearn, learnCounts } from './caps/learn-counts.js'
export { takeCappedAlone, wakeCapped } from './caps/wake-capped.js'
export { type DispatchedPage, type DispatchedQuery, readDispatched } from './dispatch-log/read-dispatched.js'
export { readSentByMinute, type SentMinute } from './dispatch-log/sent-by-minute.js'
export { paceStepMs } from './entry/batch-pace.lua.js'
export {
  type DoubtNote,
  type DoubtReason,
  doubtReasons,
  type MessageInDoubt,
  readDoubts,
  readMissingMessages,
  recordDoubts,
  recordMissingMessages,
} from './entry/doubt-notes.js'
export {
  type EntryDeps,
  type LedgerEntry,
  type MessageFacts,
  parseEntry,
  readEntries,
  readEntriesAndMissingDataKeys,
} from './entry/entry.js'
export { entryField, laneFromUrgent, timeField } from './entry/entry-fields.js'
export { type DoubtFilter, findDoubts } from './entry/find-doubts.js'
export { findMessage, type MatchedMessage, type MessageQuery } from './entry/find-message.js'
export { type HaltTerms, type LedgerOptions, type StatusChange, sliceMs } from './entry/ledger-options.js'
export { readPerson } from './entry/personal-data.js'
export { type BatchRow, batchRowOfEntry, rowId } from './ids/batch-row.js'
export { isIdOfBatch, ownBytes, rowHashBytes, rowHashId } from './ids/row-hash-id.js'
export { eraseNoted } from './persons/erase-persons.js'
export { findNoted } from './persons/find-persons.js'
export { type MessageToNote, notePersons } from './persons/note-persons.js'
export { type ClockRollback, detectClockRollback, readClockRollback } from './reports/clock-rollback.js'
export {
  type FollowedRequest,
  postponeRequest,
  readDueRequests,
  readRequestMessages,
  recordRequest,
  removeRequest,
} from './reports/followed-requests.js'
export { countForeignItems, recordForeignItems, rollUpForeignItems } from './reports/foreign-items.js'
export { lookForWork, type WorkSeen } from './reports/look-for-work.js'
export { mergeSlices } from './reports/merge-slices.js'
export { type RenditionState, readRendition, readSenders, writeRendition } from './reports/rendition.js'
export {
  type CoverageSample,
  endLowCoverage,
  type LowCoverage,
  readLowCoverage,
  recordCoverage,
} from './reports/report-coverage.js'
export { reportLagMs } from './reports/report-lag.js'
export {
  type ObservedSender,
  type ReportState,
  readReportState,
  recordScan,
  reportQuota,
} from './reports/report-state.js'
export type { Slice } from './reports/slice.js'
export { sliceAt } from './reports/slice-length.js'
export {
  type MessageMissingDataKey,
  readSliceMessages,
  type SlicedMessage,
  type SliceMessages,
} from './reports/slice-messages.js'
export { dropSlices, markScanned, readSlices, type SliceMarks, stepsWithin } from './reports/slices.js'
export { endUpstreamOutage, readUpstreamOutages, type UpstreamOutage } from './reports/upstream-outages.js'
export { begin, beginAll } from './transitions/begin.js'
export type { BeginResult } from './transitions/begin-result.js'
export type {
  BeginInput,
  BeginTerms,
  MessageToBegin,
  MissingDataKey,
  UnknownPolicy,
} from './transitions/begin-terms.js'
export { type CancelInput, cancelMessage } from './transitions/cancel-message.js'
export { blockResend, type FailInput, failMessage, internalErrorDetail } from './transitions/fail-message.js'
export { type ForgetResult, forgetMessage } from './transitions/forget-message.js'
export { type Observation, observe } from './transitions/observe.js'
export {
  countParked,
  type ParkedGroup,
  type ParkedMessage,
  parkedGroupName,
  readParkedGroups,
  readParkedMessages,
  unpark,
} from './transitions/parked-messages.js'
export {
  failOrphans,
  type MessageJob,
  readReleased,
  removeReleased,
} from './transitions/released-messages.js'
export { type ReopenResult, reopen } from './transitions/reopen.js'
export { type ResolveDoubtInput, readUnknown, resolveDoubt } from './transitions/resolve-doubt.js'
export {
  type AttemptToSettle,
  type GateSignal,
  type Settled,
  type SettleInput,
  type Settlement,
  type SettleTerms,
  settle,
  settleAll,
} from './transitions/settle.js'
export {
  countStoredEvents,
  deleteStoredEvents,
  keepUnreadableReply,
  readEventsToRematch,
  readLatestStoredEvents,
  readStoredEvents,
  readSweepCursor,
  removeFromRematch,
  type StoredEvent,
  saveSweepCursor,
  storedEventRetentionMs,
} from './webhook-events/unmatched-events.js'
export { addWebhookCounts, readWebhookCounts, type WebhookCounts } from './webhook-events/webhook-counts.js'
