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

/**
 * - What was delivered stays for two minutes: an event that is read twice, because its reader died before it could
 *   forget it, finds its job still there and makes no second one. That is found out within `abandonedMs` (30 s).
 * - What could not be delivered stays for 7 days, at most 50,000 (about 65 MB of Redis), for a replay.
 */
const jobDefaults = {
  attempts: callbackAttempts,
  backoff: { type: 'custom' },
  removeOnComplete: { age: 120 },
  removeOnFail: { age: 7 * 24 * 3_600, count: 50_000 },
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
