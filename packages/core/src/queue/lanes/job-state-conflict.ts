import { ErrorCode } from 'bullmq'

const movedOn: readonly unknown[] = [ErrorCode.JobNotExist, ErrorCode.JobNotInState]

/** Whether BullMQ refused a change because the job has gone on, or is done, meanwhile. */
export function isJobStateConflict(error: unknown): boolean {
  return movedOn.includes((error as { readonly code?: unknown }).code)
}
