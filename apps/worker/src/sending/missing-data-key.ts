import { ledgerOptionsOf } from '@disparo/core/internal/account'
import { SealedJob } from '@disparo/core/internal/queue'
import { DataKeyMissingError } from '@disparo/core/internal/seal'
import type { Job } from 'bullmq'
import { v4 } from 'uuid'
import type { LaneDeps } from '../lanes/lane-deps.js'
import { poisonedJobError } from '../lanes/read-job.js'
import type { Sender } from '../lanes/sender.js'
import { skipSending } from './apply-next-step.js'
import { beginAttempt } from './attempt.js'

/** Between two lines of log for one key: a whole campaign may be sealed with it. */
const logEveryMs = 60_000

/**
 * A worker without the right data key fails no message and spends no attempt: it parks what it cannot open, each once, says
 * loudly why, and goes on with the rest. Workers that have the key wake what is parked for it.
 */
export function parkMissingDataKey(deps: LaneDeps, sender: Sender): Sender {
  const logged = new Map<string, { at: number; parked: number }>()
  const report = ({ keyFingerprint, keyId }: DataKeyMissingError) => {
    const now = performance.now()
    const { at, parked } = logged.get(keyFingerprint) ?? { at: Number.NEGATIVE_INFINITY, parked: 0 }
    const isDue = now - at >= logEveryMs
    if (isDue)
      deps.log.error({ event: 'lane:data-key-missing', lane: deps.lane, keyId, messages: parked + 1, hint })
    logged.set(keyFingerprint, isDue ? { at: now, parked: 0 } : { at, parked: parked + 1 })
  }
  return {
    ...sender,
    send: async (job) => {
      try {
        await sender.send(job)
      } catch (error) {
        if (!(error instanceof DataKeyMissingError)) throw error
        report(error)
        await withoutOpening(deps, job, error.keyFingerprint)
      }
    },
  }
}

/** What becomes of it is asked as of any other: it may be settled, expired or cancelled by now. */
async function withoutOpening(deps: LaneDeps, job: Job, mark: string): Promise<void> {
  const { success, data, error } = SealedJob.safeParse(job.data)
  if (!success) {
    await deps.refundStart(job)
    throw poisonedJobError(deps, job, error.issues)
  }
  const message = { keyFingerprint: mark, maxParkedMs: ledgerOptionsOf(deps.account).retentionMs }
  const permission = await beginAttempt(deps, { job, data: { ...data, message }, token: v4() })
  if (permission.kind === 'go') throw new TypeError('A message that cannot be opened may not go')
  return skipSending(deps, job, permission)
}

const hint =
  'Messages are sealed with a data key that this worker does not have: put it into DISPARO_DATA_KEY. None is lost; they sleep until a worker has it.'
