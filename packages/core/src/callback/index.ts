/** How status changes are told to an account's callback: the outbox, their order, the queue, when to retry and to give up. */
export {
  type Admission,
  admit,
  type BreakerRule,
  breakerRule,
  type Failure,
  type Fate,
  giveUpProbe,
  noteDelivered,
  noteFailed,
} from './breaker.js'
export { CallbackBody, callbackBody } from './callback-body.js'
export {
  type CallbackQueue,
  callbackJobName,
  callbackQueueName,
  mostPutAside,
  openCallbackQueue,
} from './callback-queue.js'
export { type CallbackState, type OutboxState, readCallbackState } from './callback-state.js'
export { noteConfigured } from './configured.js'
export { disableRule, type FailureRun, mustDisable } from './disable-rule.js'
export { earlyDue, endEarly, tryEarly } from './early-tries.js'
export { advanceLine, lineUp, takeTurns } from './lines.js'
export { mendLines } from './mend-lines.js'
export { type MoveDeps, makeJobs, moveEvents } from './move-events.js'
export { countEvents, forgetEvents, openOutbox, type Taken, takeAbandoned, takeEvents } from './outbox.js'
export { type OutboxBounds, outboxBounds, trimOutbox } from './outbox-bounds.js'
export { type OutboxEvent, readOutboxEvent } from './outbox-event.js'
export type { ParkedTurn } from './parked-turns.js'
export { type ReplayReceipt, replayCallbacks } from './replay.js'
export { callbackAttempts, callbackDelay, callbackWaitsMs } from './retry-schedule.js'
export { openLabel } from './sealed-label.js'
export { disableCallback, enableCallback, readStanding, type Standing } from './standing.js'
