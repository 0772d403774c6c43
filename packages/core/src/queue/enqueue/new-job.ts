import { noSeal, type Seal } from '../../seal/index.js'
import type { LaneJob } from '../lanes/add-jobs.js'
import { bulkPriority } from '../lanes/lanes.js'
import { sealedJobText } from '../lanes/sealed-job.js'
import type { Submission } from './submission.js'

/** A job, and what its message may be known by if it is there already; none where it cannot be. The first is its own. */
export interface NewJob extends LaneJob {
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
  const { text, extras, expiresAt, delayMs, lane } = submission
  const { id, batch, row, repeatable } = place
  const prints = repeatable ? seal.fingerprints(text) : []
  const fingerprint = prints[0]
  return {
    ...{ id, prints, delayMs, priority: lane === 'bulk' ? bulkPriority.first : 0 },
    data: sealedJobText(seal, id, { text: withExtras(text, extras), batch, row, expiresAt, fingerprint }),
  }
}

/** Both are JSON objects that have something in them. */
function withExtras(text: string, extras: Submission['extras']): string {
  return extras ? `${text.slice(0, -1)},${JSON.stringify(extras).slice(1)}` : text
}
