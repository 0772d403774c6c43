/** How status changes are told to an account's callback: the outbox, their order, the queue, when to retry and to give up. */

export { addCallbackJobs, type CallbackJobDeps, moveOutboxEvents } from './add-callback-jobs.js'
export {
  type Admission,
  admit,
  type BreakerRule,
  breakerRule,
  type FailedDelivery,
  type FailureDecision,
  recordDelivery,
  recordFailure,
  releaseProbe,
} from './breaker.js'
export { CallbackBody, callbackBody } from './callback-body.js'
export {
  type CallbackHealth,
  disableCallback,
  enableCallback,
  readCallbackHealth,
} from './callback-health.js'
export {
  type CallbackQueue,
  callbackJobName,
  callbackQueueName,
  maxExhaustedCallbacks,
  openCallbackQueue,
} from './callback-queue.js'
export { type CallbackState, type OutboxState, readCallbackState } from './callback-state.js'
export { disableRule, type FailureStreak, shouldDisable } from './disable-rule.js'
export { endEarlyRetries, originalDueAt, retryEarly } from './early-retries.js'
export {
  claimStaleEvents,
  countEvents,
  deleteEvents,
  openOutbox,
  type TakenEvents,
  takeEvents,
} from './outbox.js'
export { type OutboxBounds, outboxBounds, trimOutbox } from './outbox-bounds.js'
export { type OutboxEvent, readOutboxEvent } from './outbox-event.js'
export type { ParkedEvent } from './parked-events.js'
export { recordConfigured } from './record-configured.js'
export { repairSequences } from './repair-sequences.js'
export { type ReplayReceipt, replayCallbacks } from './replay.js'
export { type RestingOutbox, restUntilNextEvent } from './rest-until-next-event.js'
export { callbackAttempts, callbackDelay, callbackDelaysMs } from './retry-schedule.js'
export { openLabel } from './sealed-label.js'
export { advanceSequence, appendToSequences, takeReadyEvents } from './sequences.js'
