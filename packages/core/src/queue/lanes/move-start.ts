import type { Job } from 'bullmq'
import { isJobStateConflict } from './job-state-conflict.js'

/** A job that sleeps wakes at another moment (`startAt`, epoch ms), be it over by `now`. One that waits already is for `begin` to hold. */
export async function moveStart(job: Job, startAt: number, now: number): Promise<void> {
  try {
    if (!(await job.isDelayed())) return
    if (startAt <= now) await job.promote()
    else await job.changeDelay(startAt - now)
  } catch (error) {
    if (!isJobStateConflict(error)) throw error
  }
}
