import type { Job } from 'bullmq'
import { hasMovedOn } from './moved-on.js'

/** A failed job goes back to its lane, with none of its attempts made. Answers whether it had failed. */
export async function runAgain(job: Job): Promise<boolean> {
  try {
    await job.retry('failed', { resetAttemptsMade: true })
    return true
  } catch (error) {
    if (hasMovedOn(error)) return false
    throw error
  }
}
