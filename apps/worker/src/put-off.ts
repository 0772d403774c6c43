import { readPhase, sweepAgain } from '@disparo/core/ledger'
import { putOffPriority } from '@disparo/core/queue'
import { DelayedError, type Job } from 'bullmq'
import type { LaneDeps } from './lane-deps.js'

/** Resuming its batch wakes it. It looks for itself only to keep the batch known, which is kept for days. */
const longestMs = 6 * 3_600_000

/**
 * A message of a paused batch sleeps in its lane until that is resumed, or it expires. It spends no attempt, and when it
 * looks for itself it lets all others of the lane go first.
 */
export async function putOff(
  { redis, keys }: Pick<LaneDeps, 'redis' | 'keys'>,
  job: Job,
  { batch, expiresAt }: { readonly batch: string; readonly expiresAt?: Date },
): Promise<never> {
  const until = Math.min(Date.now() + longestMs, expiresAt?.getTime() ?? Number.POSITIVE_INFINITY)
  await job.changePriority({ priority: putOffPriority })
  await job.moveToDelayed(until, job.token)
  // Resumed before it fell asleep, it was not found among the sleepers.
  if ((await readPhase(redis, keys, batch)) !== 'paused') await sweepAgain(redis, keys, batch)
  throw new DelayedError()
}
