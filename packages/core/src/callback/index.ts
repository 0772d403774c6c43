/** How status changes are told to an account's callback: the outbox, its queue, when to retry and when to give up. */
export { CallbackBody, callbackBody } from './callback-body.js'
export {
  type CallbackQueue,
  callbackJobName,
  callbackQueueName,
  openCallbackQueue,
} from './callback-queue.js'
export { type CallbackState, readCallbackState } from './callback-state.js'
export { disableRule, type FailureRun, mustDisable } from './disable-rule.js'
export { type MoveDeps, moveEvents } from './move-events.js'
export { countEvents, forgetEvents, openOutbox, type Taken, takeAbandoned, takeEvents } from './outbox.js'
export { type OutboxEvent, readOutboxEvent } from './outbox-event.js'
export { type ReplayReceipt, replayCallbacks } from './replay.js'
export { callbackAttempts, callbackDelay, callbackWaitsMs } from './retry-schedule.js'
export { openLabel } from './sealed-label.js'
export {
  disableCallback,
  enableCallback,
  isDisabled,
  noteFailure,
  noteSuccess,
  readStanding,
  type Standing,
} from './standing.js'
