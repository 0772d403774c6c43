import { readBatchPhase } from '@disparo/core/internal/ledger'
import { deprioritizeJob, restoreJobPriority } from '@disparo/core/internal/queue'
import { DelayedError, type Job } from 'bullmq'
import type { LaneDeps } from './lane-deps.js'

/** Resuming its batch wakes it. It looks for itself only in case nobody lived to do so. */
const longestMs = 6 * 3_600_000
/** The clock that says when it expires is not this one: it must not ask again and again until they agree. */
const shortestMs = 1_000

/**
 * A message of a batch that is paused, has halted or waits for its canary sleeps in its lane until that is resumed, or it expires. It spends no attempt, and when it
 * looks for itself it lets all others of the lane go first.
 */
export async function parkPaused(
  { redis, keys, lane }: Pick<LaneDeps, 'redis' | 'keys' | 'lane'>,
  job: Job,
  { batch, expiresAt }: { readonly batch: string; readonly expiresAt?: Date },
): Promise<never> {
  const now = Date.now()
  const until = Math.min(now + longestMs, expiresAt?.getTime() ?? Number.POSITIVE_INFINITY)
  await deprioritizeJob(job)
  await job.moveToDelayed(Math.max(now + shortestMs, until), job.token)
  // Resumed before it fell asleep, it was not found among the sleepers.
  if ((await readBatchPhase(redis, keys, batch)) === 'running')
    await restoreJobPriority(lane, job, Number.POSITIVE_INFINITY)
  throw new DelayedError()
}
