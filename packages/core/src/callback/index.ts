/** How status changes are told to an account's callback: the outbox, their order, the queue, when to retry and to give up. */

export { addCallbackJobs, type CallbackJobDeps, moveOutboxEvents } from './add-callback-jobs.js'
export {
  admit,
  type BreakerRule,
  breakerRule,
  type FailureDecision,
  recordDelivery,
  recordFailure,
  releaseProbe,
} from './breaker.js'
export { CallbackBody, isOfMessage, openLabel } from './callback-body.js'
export {
  type CallbackHealth,
  disableCallback,
  readCallbackHealth,
  recordConfigured,
} from './callback-health.js'
export {
  type CallbackQueue,
  callbackJobName,
  callbackQueueName,
  maxExhaustedCallbacks,
  openCallbackQueue,
} from './callback-queue.js'
export { type CallbackState, type OutboxState, readCallbackState } from './callback-state.js'
export { shouldDisable } from './disable-rule.js'
export { endEarlyRetries, originalDueAt, retryEarly } from './early-retries.js'
export { claimStaleEvents, countEvents, deleteEvents, openOutbox, takeEvents } from './outbox.js'
export { type OutboxBounds, outboxBounds, trimOutbox } from './outbox-bounds.js'
export type { ParkedEvent } from './parked-events.js'
export { repairSequences } from './repair-sequences.js'
export { type ReplayReceipt, replayCallbacks } from './replay.js'
export { restUntilNextEvent } from './rest-until-next-event.js'
export { callbackDelay } from './retry-schedule.js'
export { advanceSequence } from './sequences.js'
export { CallbackSignatureError, verifyCallback } from './verify-callback.js'
