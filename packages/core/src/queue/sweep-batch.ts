import type { Job } from 'bullmq'
import {
  type BatchPhase,
  type Bookkeeping,
  cancelMessage,
  type MovedBatch,
  noteSwept,
  readBatch,
  readBatchRows,
  rowId,
} from '../ledger/index.js'
import type { Lane } from '../message/index.js'
import { BrokenSealError, noSeal } from '../seal/index.js'
import { comeBack, makeWay } from './make-way.js'
import { openJob } from './sealed-job.js'
import { SendJob } from './send-job.js'
import type { WakeDeps } from './wake-released.js'

export interface SweepDeps extends WakeDeps {
  /** Asked before every step: `false` where another has taken over, or the batch was moved again. */
  readonly goOn: (batch: MovedBatch) => Promise<boolean>
}

const rowsPerRead = 1_000
/** So few that an urgent message does not wait for them. */
const perStep = 100

/** A job that is in its lane, or asleep there, or under way. */
interface Waiting {
  readonly id: string
  readonly lane: Lane
  readonly batch: string
  readonly job: Job
}

type Treatment = (deps: WakeDeps, waiting: readonly Waiting[]) => Promise<void>

/**
 * Goes through the messages of a batch that was moved, in the order of its rows. Of a cancelled one, those still to be sent
 * are cancelled and their jobs removed; those of a paused one make way for all others of the lane; those of a resumed one
 * come back, and wake. `begin` goes by the batch's state in any case: what a sweep misses is only later, never wrong.
 * @returns how the batch stands; `undefined` when it did not come to the end
 * @throws DataKeyMissingError
 */
export async function sweepBatch(deps: SweepDeps, moved: MovedBatch): Promise<BatchPhase | undefined> {
  const { redis, keys, lanes } = deps
  const { id } = moved
  const batch = await readBatch(redis, keys, id)
  if (batch) {
    const { lane } = batch
    const treat = treatments[batch.state]
    for (let after = 0; ; ) {
      const rows = await readBatchRows(redis, keys, { id, after, limit: rowsPerRead })
      if (rows.length === 0) break
      after = rows.at(-1)?.row ?? after
      for (let first = 0; first < rows.length; first += perStep) {
        if (!(await deps.goOn(moved))) return undefined
        const ids = rows
          .slice(first, first + perStep)
          .map(({ row, messageId }) => messageId ?? rowId(id, row))
        const jobs = await Promise.all(ids.map((each) => lanes[lane].getJob(each)))
        await treat(
          deps,
          jobs.flatMap((job, index) =>
            // A key that is free again may be of a message elsewhere by now.
            job?.data?.batch === id ? [{ id: String(ids[index]), lane, batch: id, job }] : [],
          ),
        )
      }
    }
  }
  await noteSwept(redis, keys, moved)
  return batch?.state ?? 'running'
}

/** First the entry, then the job: whoever has it at this moment learns from `begin` that it is not sent. */
const cancel: Treatment = async ({ redis, keys, lanes, books }, waiting) => {
  const cancelOne = async ({ id, lane, batch, job }: Waiting) => {
    const data = readJob(books, id, job)
    if (!data) return
    const terms = { ...data, id, lane, batch, enqueuedAt: job.timestamp }
    if ((await cancelMessage(redis, keys, { books, job: terms })) !== 'cancelled') return
    // Removing looks through an urgent lane from its far end; this from the near one, and then it is found at once.
    if (lane === 'urgent') await makeWay(job)
    await lanes[lane].remove(id)
  }
  await Promise.all(waiting.map(cancelOne))
}

const putOff: Treatment = async (_deps, waiting) => {
  await Promise.all(waiting.map(({ job }) => makeWay(job)))
}

/** One that sleeps until its `sendAt` goes on sleeping. */
const resume: Treatment = async (_deps, waiting) => {
  const now = Date.now()
  await Promise.all(waiting.map(({ lane, job }) => comeBack(lane, job, now)))
}

const treatments: Readonly<Record<BatchPhase, Treatment>> = {
  cancelled: cancel,
  paused: putOff,
  running: resume,
}

/** A poisoned one fails when its turn comes. */
function readJob({ seal = noSeal }: Bookkeeping, id: string, job: Job): SendJob | undefined {
  try {
    return SendJob.safeParse(openJob(seal, id, job.data)).data
  } catch (error) {
    if (error instanceof BrokenSealError) return undefined
    throw error
  }
}
