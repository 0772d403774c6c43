export { BatchCancelledError } from './batch-control/batch-cancelled-error.js'
export { BatchStartedError } from './batch-control/batch-started-error.js'
export { controlBatch, moveBatch, paceBatch, urgentPace } from './batch-control/control-batch.js'
export { type SweepDeps, sweepBatch } from './batch-control/sweep-batch.js'
export { UnknownBatchError } from './batch-control/unknown-batch-error.js'
export { explainDoubt } from './doubt/explain-doubt.js'
export {
  type DoubtsToResolve,
  maxResolved,
  NotUnknownError,
  type Resolution,
  type ResolveManyResult,
  resolveMany,
  resolveUnknown,
} from './doubt/resolve-unknown.js'
export { type EnqueueDeps, enqueueOne, KeyReusedError } from './enqueue/enqueue-one.js'
export { compareMessage, type ExistingMessage } from './enqueue/find-existing.js'
export { openQuota, type QuotaName } from './enqueue/quota.js'
export { QuotaExceededError } from './enqueue/quota-exceeded-error.js'
export type {
  BatchReceipt,
  RowCounts,
  RowProblem,
  RowsChecked,
  RowsToEnqueue,
  SendReceipt,
  WorkerPresence,
} from './enqueue/receipt.js'
export { RowTally } from './enqueue/receipt.js'
export { refuseOverQuota } from './enqueue/refuse-over-quota.js'
export { BadRow } from './enqueue/rows/bad-row.js'
export { checkMany, type NewRow } from './enqueue/rows/check-many.js'
export { enqueueMany, importRows, type RowTimes } from './enqueue/rows/enqueue-many.js'
export type { EnqueueManyDeps, EnqueueManyOptions } from './enqueue/rows/enqueue-many-options.js'
export { eventLoopYielder } from './enqueue/rows/event-loop-yielder.js'
export type { Candidate, ImportEffects } from './enqueue/rows/import-effects.js'
export type { ClassifiedRow } from './enqueue/rows/known-rows.js'
export {
  type CountedRows,
  mostNamed,
  type NamedRow,
  nameRow,
  type SuppressedRow,
} from './enqueue/rows/named-rows.js'
export { CannotCorrectError, ChangedSourceError } from './enqueue/rows/open-import.js'
export {
  type Suspicion,
  type SuspicionKind,
  type SuspiciousRow,
  suspicionKinds,
} from './enqueue/rows/row-warnings.js'
export { mostTests, type SentTest, sendTests, type TestsSent } from './enqueue/rows/send-tests.js'
export { SourceRow } from './enqueue/rows/source-row.js'
export {
  parseSubmission,
  type Submission,
  type SubmissionOptions,
  type SubmissionRules,
  submissionProblems,
} from './enqueue/submission.js'
export { openSuppressedNow, type SuppressedNow } from './enqueue/suppressed-now.js'
export { judgeAccountHoldups } from './holdups/account-holdups.js'
export { type BatchProgress, findBatchProgress, type ProgressTerms } from './holdups/batch-progress.js'
export type { Holdup, HoldupReason } from './holdups/holdup.js'
export { deprioritizeJob, restoreJobPriority } from './lanes/deprioritize-job.js'
export type { DueCount } from './lanes/due-times.js'
export {
  type DoneEstimate,
  type EndlessReason,
  endlessReasons,
  estimateDone,
  estimateDoneAt,
  estimateSendAt,
  type LaneSnapshot,
} from './lanes/estimate.js'
export { cacheFor, countPaused, countWaiting } from './lanes/lane-counts.js'
export {
  bulkPriority,
  closeLanes,
  failedRetention,
  type Lanes,
  laneJobOptions,
  laneQueueName,
  openLanes,
  pausedPriority,
} from './lanes/lanes.js'
export { batchId, isBatchId, isMessageId, messageId } from './lanes/message-id.js'
export { type MoveProbeDeps, moveProbeToFront } from './lanes/move-probe-to-front.js'
export { refundStart, type StartWindow } from './lanes/refund-start.js'
export { resumeParked } from './lanes/resume-parked.js'
export { openJob } from './lanes/sealed-job.js'
export { type JobHoldup, SealedJob, SendJob, type StoredJob, sendJobName } from './lanes/send-job.js'
export { endlessIn, readSendingFacts, type SendingFacts, snapshotOf } from './lanes/sending-facts.js'
export { type FailedRetention, settledFailureReason, trimFailed } from './lanes/trim-failed.js'
export {
  readUrgentTimes,
  recordUrgentTimes,
  type UrgentTime,
  type UrgentTimes,
} from './lanes/urgent-times.js'
export { wakeAsleep } from './lanes/wake-asleep.js'
export { hasWorker, recordHeartbeat, workerHeartbeat } from './lanes/worker-heartbeat.js'
export { CannotRetryError, type Obstacle } from './retry/cannot-retry-error.js'
export { type JobDeps, type PromotedJobs, promoteJobs, promoteReleased } from './retry/promote-released.js'
export { type BatchRetry, retryBatch } from './retry/retry-batch.js'
export { type RetryTiming, retryDelay, retryTiming } from './retry/retry-delay.js'
export { retryFailed } from './retry/retry-failed.js'
export { retryMessage } from './retry/retry-message.js'
export { findBatchContents } from './state/batch-contents.js'
export { type BatchSeries, findBatchReasons, findBatchSeries } from './state/batch-figures.js'
export { type BatchList, listBatches, parsePlace } from './state/batch-list.js'
export {
  type BatchChange,
  type BatchHalt,
  type BatchPage,
  type BatchState,
  findBatch,
  findBatchMessages,
  findRejected,
  findStoppedState,
  type RejectedPage,
} from './state/batch-state.js'
export { findRecent, type RecentDeps } from './state/find-recent.js'
export { type BatchStateName, batchStateNames } from './state/judge-batch.js'
export { findDispatched, findMessages, type MessageState } from './state/message-state.js'
export {
  type MessageSearch,
  parseSearchPlace,
  type SearchPage,
  type SearchPlace,
  searchMessages,
} from './state/search-messages.js'
