import type { Job } from 'bullmq'
import type { Lane } from '../../message/index.js'
import { isJobStateConflict } from './job-state-conflict.js'
import { bulkPriority, pausedPriority } from './lanes.js'

/** A job lets all others of its lane go first, for its batch is paused. */
export async function deprioritizeJob(job: Job): Promise<void> {
  if (job.priority !== pausedPriority) await stillThere(job.changePriority({ priority: pausedPriority }))
}

/** A job that made way has its usual place again; if it sleeps and is due (by `now`, epoch ms), it wakes. */
export async function restoreJobPriority(lane: Lane, job: Job, now: number): Promise<void> {
  if (job.priority === pausedPriority) await stillThere(job.changePriority({ priority: usual[lane] }))
  // What was promised to it by the pace of its batch is over; it keeps its place before the backlog.
  if (job.priority === bulkPriority.promised) {
    await stillThere(job.changePriority({ priority: bulkPriority.retry }))
  }
  // Put off as its priority was given back, it sleeps with its usual one.
  if (job.timestamp + (job.opts.delay ?? 0) > now) return
  if (await job.isDelayed()) await stillThere(job.promote())
}

const usual: Readonly<Record<Lane, number>> = { urgent: 0, bulk: bulkPriority.first }

/** It may have gone on, or be done, by now. */
async function stillThere(change: Promise<void>): Promise<void> {
  await change.catch((error: unknown) => {
    if (!isJobStateConflict(error)) throw error
  })
}
