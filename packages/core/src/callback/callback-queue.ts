import { Queue } from 'bullmq'
import { accountKeys, type Redis } from '../redis/index.js'
import type { CallbackBody } from './callback-body.js'
import { callbackAttempts } from './retry-schedule.js'

export type CallbackQueue = Queue<CallbackBody>

/** Every job of the queue has this name; its id is that of the event in the outbox. */
export const callbackJobName = 'callback'

/** The name of the BullMQ queue of an account's callbacks; its keys stand under the account's prefix. */
export function callbackQueueName(account: string): string {
  return `${account}-callbacks`
}

/** Callbacks put aside, at most: about 65 MB of Redis. Beyond, those that would be next go on sleeping. */
export const maxExhaustedCallbacks = 50_000

/**
 * - What was delivered stays for two minutes: whoever is about to make its job a second time, because he was held up, finds
 *   it still there.
 * - What could not be delivered stays for 7 days, for a replay. How many those are bounds who puts them aside.
 */
const jobDefaults = {
  attempts: callbackAttempts,
  backoff: { type: 'custom' },
  removeOnComplete: { age: 120 },
  removeOnFail: { age: 7 * 24 * 3_600 },
  stackTraceLimit: 0,
} as const

/** Opens an account's callbacks for adding and replaying. It sends nothing to Redis before it is used. */
export function openCallbackQueue(redis: Redis, account: string): CallbackQueue {
  const queue: CallbackQueue = new Queue(callbackQueueName(account), {
    connection: redis,
    prefix: accountKeys(account).prefix,
    skipVersionCheck: true,
    skipWaitingForReady: true,
    skipMetasUpdate: true,
    defaultJobOptions: jobDefaults,
  })
  queue.on('error', () => {}) // The connection's own listener tells; without one here, Node would end the process.
  return queue
}
