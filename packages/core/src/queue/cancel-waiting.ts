import type { Job } from 'bullmq'
import { type Bookkeeping, type CancelTerms, cancelMessage, unpark } from '../ledger/index.js'
import type { Lane } from '../message/index.js'
import { BrokenSealError, DataKeyMissingError, noSeal, sealedBy } from '../seal/index.js'
import { makeWay } from './make-way.js'
import { openJob } from './sealed-job.js'
import { SealedJob, SendJob } from './send-job.js'
import type { WakeDeps } from './wake-released.js'

/** A job that is in its lane, or asleep there, or under way. */
export interface Waiting {
  readonly id: string
  readonly lane: Lane
  readonly batch: string
  readonly job: Job
}

/**
 * Cancels a message that is still to be sent: first the entry, then the job, so that whoever has it at this moment learns
 * from `begin` that it is not sent. It need not be opened for that: its entry is of nobody then.
 * @param why `batch`: only while its batch is cancelled. `withdrawn`: whatever its batch is
 * @returns whether it has come to be cancelled
 */
export async function cancelWaiting(
  { redis, keys, lanes, books }: WakeDeps,
  { id, lane, batch, job }: Waiting,
  why: 'batch' | 'withdrawn',
): Promise<boolean> {
  const data = readJob(books, id, job)
  if (!data) return false
  const terms = { ...data, id, lane, batch, enqueuedAt: job.timestamp }
  const { status, isNew } = await cancelMessage(redis, keys, { books, job: terms, why })
  if (status !== 'cancelled') return false
  // Removing looks through an urgent lane from its far end; this from the near one, and then it is found at once.
  if (lane === 'urgent') await makeWay(job)
  await lanes[lane].remove(id)
  const mark = sealedBy(String(job.data.message))
  if (mark) await unpark(redis, keys, { lane, mark }, [{ id }])
  return isNew
}

/** A poisoned one fails when its turn comes. */
function readJob(
  { seal = noSeal }: Bookkeeping,
  id: string,
  job: Job,
): Pick<CancelTerms, 'message' | 'row' | 'expiresAt' | 'fingerprint'> | undefined {
  try {
    return SendJob.safeParse(openJob(seal, id, job.data)).data
  } catch (error) {
    if (error instanceof DataKeyMissingError) {
      const { data } = SealedJob.safeParse(job.data)
      return data && { ...data, message: undefined }
    }
    if (error instanceof BrokenSealError) return undefined
    throw error
  }
}
