import { noSeal, type Seal } from '../../seal/index.js'
import { bulkPriority } from '../lanes/lanes.js'
import { sealJob } from '../lanes/sealed-job.js'
import { type StoredJob, sendJobName } from '../lanes/send-job.js'
import type { Submission } from './submission.js'

/** A job as BullMQ's `add` and `addBulk` take it. */
export interface NewJob {
  readonly name: string
  readonly data: StoredJob
  readonly opts: { readonly jobId: string; readonly delay?: number; readonly priority?: number }
  /** What the message may be known by if it is there already; none where it cannot be. The first is its own. */
  readonly prints: readonly string[]
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
  seal: Seal = noSeal,
): NewJob {
  const { message, expiresAt, delayMs, lane } = submission
  const { id, batch, row, repeatable } = place
  const prints = repeatable ? seal.fingerprints(JSON.stringify(message)) : []
  return {
    name: sendJobName,
    prints,
    data: sealJob(seal, id, {
      message,
      ...(batch === undefined ? {} : { batch }),
      ...(row === undefined ? {} : { row }),
      ...(expiresAt === undefined ? {} : { expiresAt }),
      ...(prints[0] === undefined ? {} : { fingerprint: prints[0] }),
    }),
    opts: {
      jobId: id,
      ...(delayMs > 0 ? { delay: delayMs } : {}),
      ...(lane === 'bulk' ? { priority: bulkPriority.first } : {}),
    },
  }
}
