import {
  type BatchPhase,
  type BatchPhaseChange,
  type LedgerBatch,
  markSwept,
  readBatch,
  readBatchMessages,
} from '../../ledger/index.js'
import { deprioritizeJob, restoreJobPriority } from '../lanes/deprioritize-job.js'
import { moveStart } from '../lanes/move-start.js'
import type { JobDeps } from '../retry/promote-released.js'
import { cancelWaiting, type WaitingJob } from './cancel-waiting.js'

export interface SweepDeps extends JobDeps {
  /** Asked before every step: `false` where another has taken over, or the batch was moved again. */
  readonly shouldContinue: (batch: BatchPhaseChange) => Promise<boolean>
}

const rowsPerRead = 1_000
/** So few that an urgent message does not wait for them. */
const perStep = 100

type Treatment = (deps: JobDeps, waiting: readonly WaitingJob[], batch: LedgerBatch) => Promise<void>

/**
 * Goes through the messages of a batch that was moved, in the order of its rows. Of a cancelled one, those still to be sent
 * are cancelled and their jobs removed; those of one that is paused, has halted or waits for its canary make way for all others of the lane; those of a resumed one
 * come back, and wake. `begin` goes by the batch's state in any case: what a sweep misses is only later, never wrong.
 * @returns how the batch stands; `undefined` when it did not come to the end
 */
export async function sweepBatch(deps: SweepDeps, moved: BatchPhaseChange): Promise<BatchPhase | undefined> {
  const { redis, keys, lanes } = deps
  const { id } = moved
  const batch = await readBatch(redis, keys, id)
  if (batch) {
    const { lane } = batch
    const treat = treatmentOf(batch)
    for (let after = 0; ; ) {
      const rows = await readBatchMessages(redis, keys, { id, after, limit: rowsPerRead })
      if (rows.length === 0) break
      after = rows.at(-1)?.position ?? after
      for (let first = 0; first < rows.length; first += perStep) {
        if (!(await deps.shouldContinue(moved))) return undefined
        const ids = rows.slice(first, first + perStep).map((row) => row.id)
        const jobs = await Promise.all(ids.map((each) => lanes[lane].getJob(each)))
        await treat(
          deps,
          jobs.flatMap((job, index) =>
            // A key that is free again may be of a message elsewhere by now.
            job?.data?.batch === id ? [{ id: String(ids[index]), lane, batch: id, job }] : [],
          ),
          batch,
        )
      }
    }
  }
  await markSwept(redis, keys, moved)
  return batch?.phase ?? 'running'
}

const cancel: Treatment = async (deps, waiting) => {
  await Promise.all(waiting.map((each) => cancelWaiting(deps, each, 'batch')))
}

const putOff: Treatment = async (_deps, waiting) => {
  await Promise.all(waiting.map(({ job }) => deprioritizeJob(job)))
}

/** One that sleeps until its `sendAt` goes on sleeping; where the batch got another, until that. */
const resume: Treatment = async (_deps, waiting, { start }) => {
  const now = Date.now()
  await Promise.all(
    waiting.map(async ({ lane, job }) => {
      if (!start || job.timestamp > start.setAt) return restoreJobPriority(lane, job, now)
      await restoreJobPriority(lane, job, Number.NEGATIVE_INFINITY)
      return moveStart(job, start.at, now)
    }),
  )
}

/** What got another `sendAt` and has not begun comes back by that; its canary is `begin`'s to keep. */
function treatmentOf({ phase, start, counts, total }: LedgerBatch): Treatment {
  const isMoved = phase === 'canary' && start !== undefined && counts.enqueued === total
  return treatments[isMoved ? 'running' : phase]
}

const treatments: Readonly<Record<BatchPhase, Treatment>> = {
  cancelled: cancel,
  canary: putOff,
  paused: putOff,
  halted: putOff,
  running: resume,
}
