import type { Job } from 'bullmq'
import type { Lane } from '../message/index.js'
import { bulkPriority, putOffPriority } from './lanes.js'
import { hasMovedOn } from './moved-on.js'

/** A job lets all others of its lane go first, for its batch is paused. */
export async function makeWay(job: Job): Promise<void> {
  if (job.priority !== putOffPriority) await stillThere(job.changePriority({ priority: putOffPriority }))
}

/** A job that made way has its usual place again; if it sleeps and is due (by `now`, epoch ms), it wakes. */
export async function comeBack(lane: Lane, job: Job, now: number): Promise<void> {
  if (job.priority === putOffPriority) await stillThere(job.changePriority({ priority: usual[lane] }))
  // Put off as its priority was given back, it sleeps with its usual one.
  if (job.timestamp + (job.opts.delay ?? 0) > now) return
  if (await job.isDelayed()) await stillThere(job.promote())
}

const usual: Readonly<Record<Lane, number>> = { urgent: 0, bulk: bulkPriority.first }

/** It may have gone on, or be done, by now. */
async function stillThere(change: Promise<void>): Promise<void> {
  await change.catch((error: unknown) => {
    if (!hasMovedOn(error)) throw error
  })
}
