import type { Job } from 'bullmq'
import { type CancelInput, cancelMessage, type LedgerOptions, unpark } from '../../ledger/index.js'
import type { Lane } from '../../message/index.js'
import { BrokenSealError, DataKeyMissingError, keyFingerprintOf, noSeal } from '../../seal/index.js'
import { deprioritizeJob } from '../lanes/deprioritize-job.js'
import { openJob } from '../lanes/sealed-job.js'
import { SealedJob, SendJob } from '../lanes/send-job.js'
import type { JobDeps } from '../retry/promote-released.js'

/** A job that is in its lane, or asleep there, or under way. */
export interface WaitingJob {
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
  { redis, keys, lanes, ledgerOptions }: JobDeps,
  { id, lane, batch, job }: WaitingJob,
  why: 'batch' | 'withdrawn',
): Promise<boolean> {
  const data = readJob(ledgerOptions, id, job)
  if (!data) return false
  const terms = { ...data, id, lane, batch, enqueuedAt: job.timestamp }
  const { status, isNew } = await cancelMessage(redis, keys, {
    ledgerOptions,
    job: terms,
    why,
  })
  if (status !== 'cancelled') return false
  // Removing looks through an urgent lane from its far end; this from the near one, and then it is found at once.
  if (lane === 'urgent') await deprioritizeJob(job)
  await lanes[lane].remove(id)
  const mark = keyFingerprintOf(String(job.data.message))
  if (mark) await unpark(redis, keys, { lane, keyFingerprint: mark }, [{ id }])
  return isNew
}

/** A poisoned one fails when its turn comes. */
function readJob(
  { seal = noSeal }: LedgerOptions,
  id: string,
  job: Job,
): Pick<CancelInput, 'message' | 'row' | 'expiresAt' | 'fingerprint'> | undefined {
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
