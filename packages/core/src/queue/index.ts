export { BadRow } from './bad-row.js'
export { BatchCancelledError } from './batch-cancelled-error.js'
export {
  type BatchPage,
  type BatchState,
  findBatch,
  findBatchMessages,
  findRejected,
  type RejectedPage,
} from './batch-state.js'
export { openBites } from './bites.js'
export { type BringForwardDeps, bringForward } from './bring-forward.js'
export { CannotCorrectError } from './cannot-correct-error.js'
export { CannotRetryError, type Obstacle } from './cannot-retry-error.js'
export { ChangedSourceError } from './changed-source-error.js'
export { controlBatch } from './control-batch.js'
export type { Due } from './due-times.js'
export { checkMany, enqueueMany } from './enqueue-many.js'
export type { EnqueueManyOptions } from './enqueue-many-options.js'
export { type EnqueueDeps, enqueueOne } from './enqueue-one.js'
export { estimateDoneAt, estimateSendAt, type LaneOutlook } from './estimate.js'
export { explainDoubt } from './explain-doubt.js'
export { KeyReusedError } from './key-reused-error.js'
export {
  bulkPriority,
  closeLanes,
  failedKept,
  type Lanes,
  laneQueueName,
  openLanes,
  putOffPriority,
} from './lanes.js'
export { comeBack, makeWay } from './make-way.js'
export { batchId, isBatchId, isMessageId } from './message-id.js'
export { findDispatched, findMessages, type MessageState } from './message-state.js'
export { NotUnknownError } from './not-unknown-error.js'
export { countAhead, countPutOff, remember } from './outlook.js'
export { openQuota, type QuotaName } from './quota.js'
export { QuotaExceededError } from './quota-exceeded-error.js'
export type { BatchReceipt, Manning, RowCounts, RowProblem, RowsChecked, SendReceipt } from './receipt.js'
export { refuseWithoutRoom } from './refuse-without-room.js'
export { type DoubtsToResolve, type ManyResolved, mostResolved, resolveMany } from './resolve-many.js'
export { type Resolution, resolveUnknown } from './resolve-unknown.js'
export { type RetryTiming, retryDelay, retryTiming } from './retry-delay.js'
export { retryFailed } from './retry-failed.js'
export { retryMessage } from './retry-message.js'
export { returnStart, type StartTerms } from './return-start.js'
export { openJob } from './sealed-job.js'
export { SealedJob, SendJob, type StoredJob, sendJobName } from './send-job.js'
export { SourceRow } from './source-row.js'
export { type Intake, submit, type Terms, termsProblems } from './submission.js'
export { type Suspicion, type SuspicionKind, suspicionKinds } from './suspicions.js'
export { type SweepDeps, sweepBatch } from './sweep-batch.js'
export { endOf, type Kept, trimFailed } from './trim-failed.js'
export { UnknownBatchError } from './unknown-batch-error.js'
export { type Awakening, wake } from './wake.js'
export { wakeParked } from './wake-parked.js'
export { type WakeDeps, wakeReleased } from './wake-released.js'
export { hasWorker, showWorker, workerPresence } from './worker-presence.js'
