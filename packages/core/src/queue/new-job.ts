import { bulkPriority } from './lanes.js'
import { fingerprint } from './message-id.js'
import { type SendJob, sendJobName } from './send-job.js'
import type { Submission } from './submission.js'

/** A job as BullMQ's `add` and `addBulk` take it. */
export interface NewJob {
  readonly name: string
  readonly data: SendJob
  readonly opts: { readonly jobId: string; readonly delay?: number; readonly priority?: number }
}

/** `repeatable`: it, or its batch, has a key, so that it may come again and must be told from a different message. */
export function newJob(
  submission: Submission,
  place: {
    readonly id: string
    readonly repeatable: boolean
    readonly batch?: string
    readonly row?: number
  },
): NewJob {
  const { message, expiresAt, delayMs, lane } = submission
  const { id, batch, row, repeatable } = place
  return {
    name: sendJobName,
    data: {
      message,
      ...(batch === undefined ? {} : { batch }),
      ...(row === undefined ? {} : { row }),
      ...(expiresAt === undefined ? {} : { expiresAt }),
      ...(repeatable ? { fingerprint: fingerprint(message) } : {}),
    },
    opts: {
      jobId: id,
      ...(delayMs > 0 ? { delay: delayMs } : {}),
      ...(lane === 'bulk' ? { priority: bulkPriority.first } : {}),
    },
  }
}
