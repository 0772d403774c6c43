import type { AccountKeys, Redis } from '../redis/index.js'
import { enableCallback } from './callback-health.js'
import type { CallbackQueue } from './callback-queue.js'

export interface ReplayReceipt {
  /** Callbacks that had been put aside and now wait to be delivered. */
  readonly replayed: number
  /** Callbacks that waited for their next attempt and now wait no longer. */
  readonly promoted: number
}

/** Jobs put back at a time. */
const chunkSize = 200

/**
 * Enables the callback again and delivers what was put aside, with all its attempts and the same `webhook-id`s; what
 * waits for its next attempt goes at once. Breaking off and repeating loses nothing.
 * @param since only what happened at this moment (epoch ms) or later; default: everything that is still there (7 days)
 */
export async function replayCallbacks(
  {
    redis,
    keys,
    queue,
  }: { readonly redis: Redis; readonly keys: AccountKeys; readonly queue: CallbackQueue },
  { since = 0 }: { readonly since?: number | undefined } = {},
): Promise<ReplayReceipt> {
  await enableCallback(redis, keys)
  await queue.removeRateLimitKey() // Workers rest by it.
  const promoted = await queue.getDelayedCount()
  await queue.promoteJobs()
  const aside = await redis.zrange(queue.toKey('failed'), '0', '-1')
  const wanted = aside.filter((id) => writtenAt(id) >= since)
  let replayed = 0
  for (let first = 0; first < wanted.length; first += chunkSize) {
    const retried = await Promise.all(wanted.slice(first, first + chunkSize).map((id) => retry(queue, id)))
    replayed += retried.filter(Boolean).length
  }
  return { replayed, promoted }
}

/** `false`: it is not there any more, or somebody else is replaying it. */
async function retry(queue: CallbackQueue, id: string): Promise<boolean> {
  const job = await queue.getJob(id)
  if (!job) return false
  try {
    await job.retry('failed', { resetAttemptsMade: true })
    return true
  } catch (error) {
    if (await job.isFailed()) throw error
    return false
  }
}

/** A job's id is that of its event: `<ms>-<n>`. */
function writtenAt(jobId: string): number {
  return Number(jobId.split('-', 1)[0])
}
