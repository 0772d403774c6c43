import { ErrorCode, type Job } from 'bullmq'

/** It has gone on meanwhile. */
const movedOn: readonly unknown[] = [ErrorCode.JobNotExist, ErrorCode.JobNotInState]

/** A failed job goes back to its lane, with none of its attempts made. Answers whether it had failed. */
export async function runAgain(job: Job): Promise<boolean> {
  try {
    await job.retry('failed', { resetAttemptsMade: true })
    return true
  } catch (error) {
    if (movedOn.includes((error as { readonly code?: unknown }).code)) return false
    throw error
  }
}
