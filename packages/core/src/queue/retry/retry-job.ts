import type { Job } from 'bullmq'
import { isJobStateConflict } from '../lanes/job-state-conflict.js'

/** A failed job goes back to its lane, with none of its attempts made. Answers whether it had failed. */
export async function retryJob(job: Job): Promise<boolean> {
  try {
    await job.retry('failed', { resetAttemptsMade: true })
    return true
  } catch (error) {
    if (isJobStateConflict(error)) return false
    throw error
  }
}
