import { bulkPriority } from '@disparo/core/internal/queue'
import { DelayedError, type Job, RateLimitError } from 'bullmq'
import type { LaneDeps } from './lane-deps.js'

/** The job is back in its lane by then. */
const alarmAfterMs = 10

/** The lane rests for `ms` (all workers see it), and the job goes back to its head without spending an attempt. */
export async function pauseLane(
  { lanes, lane, alarm }: Pick<LaneDeps, 'lanes' | 'lane' | 'alarm'>,
  ms: number,
): Promise<never> {
  const restMs = Math.max(1, Math.ceil(ms))
  await lanes[lane].rateLimit(restMs)
  alarm.set(restMs + alarmAfterMs)
  throw new RateLimitError()
}

/** A sleeper that nobody wakes looks for itself, so seldom that even a thousand of them do not use up the lane's pace. */
const sleepMs = 10 * 60_000
/** One that is followed no longer looks only to keep its entry, which is kept for a day at least. */
const restMs = 6 * 3_600_000
/** `reconcile.maxAgeHours` at most. */
const longestDoubtMs = 31 * 24 * 3_600_000

/**
 * What may have been sent sleeps in its lane until a report scan wakes it, with the doubt resolved. It spends no attempt.
 * When its status is followed no longer, it waits for a last scan or somebody's word: only its job can send it again.
 */
export async function delayUnknown(
  { account, lane }: Pick<LaneDeps, 'account' | 'lane'>,
  job: Job,
  since: Date,
): Promise<void> {
  const doubtMs = Date.now() - since.getTime()
  if (doubtMs > longestDoubtMs) return
  const isFollowed = doubtMs <= account.reconcile.maxAgeHours * 3_600_000
  if (lane === 'bulk') await job.changePriority({ priority: bulkPriority.retry })
  await job.moveToDelayed(Date.now() + (isFollowed ? sleepMs : restMs), job.token)
  throw new DelayedError()
}
