import { type BatchPhase, readPhase, recordChunk, rowId } from '../ledger/index.js'
import type { FieldProblem, Lane } from '../message/index.js'
import { within } from '../redis/index.js'
import { BadRow } from './bad-row.js'
import { BatchCancelledError } from './batch-cancelled-error.js'
import { batchKeptMs } from './batch-kept.js'
import { chunksOf } from './chunks.js'
import { claimKeys, releaseKeys } from './claim-keys.js'
import type { EnqueueDeps } from './enqueue-one.js'
import { findKnown, isSameMessage } from './find-known.js'
import { batchId, messageId } from './message-id.js'
import { type NewJob, newJob } from './new-job.js'
import { type BatchReceipt, type RowsChecked, RowTally } from './receipt.js'
import { type Intake, readRow, type Submission, submit, type Terms } from './submission.js'

type Rows = Iterable<unknown> | AsyncIterable<unknown>

export interface EnqueueManyOptions extends Omit<Terms, 'lane'> {
  readonly lane: Lane
  /** How long the ledger keeps a message after its last change, ms. */
  readonly retentionMs: number
  readonly onProgress?: ((progress: { rows: number; enqueued: number; rejected: number }) => void) | undefined
}

const chunkSize = 1_000
const answerMs = 10_000

const keyTaken: FieldProblem = {
  path: 'key',
  message: 'belongs to a different message, which was enqueued before: give each message a key of its own',
}

interface Taken {
  readonly row: number
  readonly id: string
  readonly submission: Submission
  readonly job: NewJob
}

/**
 * Enqueues rows as one batch, a thousand a pipeline: jobs first, then the batch's notes, so that no row is ever known
 * but not queued. Interrupted, it can be repeated with the same key and rows: what is there already is left alone.
 * @throws BatchCancelledError when it is cancelled, before or meanwhile: the rest is not enqueued
 * @throws RedisUnavailableError
 */
export async function enqueueMany(
  deps: EnqueueDeps & { readonly intake: Intake },
  rows: Rows,
  options: EnqueueManyOptions,
): Promise<BatchReceipt> {
  const id = batchId(deps.account, options.key)
  const tally = new RowTally()
  let enqueued = 0
  const repeated =
    options.key !== undefined &&
    (await within(deps.redis, answerMs, () => deps.redis.exists(deps.keys.batch(id)))) > 0
  const refuseCancelled = (phase: BatchPhase) => {
    if (phase === 'cancelled') throw new BatchCancelledError(id)
  }
  if (repeated)
    refuseCancelled(await within(deps.redis, answerMs, () => readPhase(deps.redis, deps.keys, id)))

  const store = async (taken: readonly Taken[], read: number) => {
    const ours = await within(deps.redis, answerMs, () => addJobs(deps, taken, { repeated, tally }))
    enqueued += ours.length
    const phase = await within(deps.redis, answerMs, () =>
      recordChunk(deps.redis, deps.keys, {
        id,
        lane: options.lane,
        rows: ours.map(({ row, id, submission }) => ({ row, messageId: submission.key ? id : undefined })),
        rejectedRows: tally.rejected,
        now: Date.now(),
        retentionMs: batchKeptMs(
          ours.map(({ submission }) => submission),
          { now: Date.now(), retentionMs: options.retentionMs },
        ),
      }),
    )
    refuseCancelled(phase)
    options.onProgress?.({ rows: read, enqueued, rejected: tally.rejected })
  }

  // While one chunk is stored, the next is read and checked. Breaking off, too, waits for the one under way.
  let storing = Promise.resolve()
  try {
    for await (const chunk of chunksOf(rows, chunkSize)) {
      const read = tally.rows + chunk.length
      const taken = chunk.flatMap((row) => take(deps, { row, batch: id, options, tally }))
      await storing
      storing = store(taken, read)
      storing.catch(() => {})
    }
  } finally {
    await storing
  }
  const duplicates = tally.rows - tally.rejected - enqueued
  return { id, lane: options.lane, enqueued, duplicates, ...tally.checked() }
}

/** Checks rows as `enqueueMany` would, enqueueing nothing. */
export async function checkMany(intake: Intake, rows: Rows, terms: Terms = {}): Promise<RowsChecked> {
  const tally = new RowTally()
  for await (const chunk of chunksOf(rows, chunkSize))
    for (const row of chunk) readSubmission(row, { intake, terms, tally })
  return tally.checked()
}

function take(
  deps: EnqueueDeps & { readonly intake: Intake },
  input: { row: unknown; batch: string; options: EnqueueManyOptions; tally: RowTally },
): Taken[] {
  const { lane, sendAt, expiresAt, key } = input.options
  const read = readSubmission(input.row, {
    intake: deps.intake,
    terms: { lane, sendAt, expiresAt },
    tally: input.tally,
  })
  if (!read) return []
  const { row, submission } = read
  const id = submission.key === undefined ? rowId(input.batch, row) : messageId(deps.account, submission.key)
  const repeatable = submission.key !== undefined || key !== undefined
  return [
    { row, id, submission, job: newJob(submission, { id, batch: input.batch, row, repeatable }, deps.seal) },
  ]
}

function readSubmission(
  input: unknown,
  { intake, terms, tally }: { intake: Intake; terms: Terms; tally: RowTally },
): { row: number; submission: Submission } | undefined {
  const row = tally.next()
  if (input instanceof BadRow) {
    tally.reject(row, input.problems)
    return undefined
  }
  const read = readRow(input)
  const result = submit(read.message, { ...terms, ...read.terms }, intake, Date.now())
  if (result.ok && read.problems.length === 0) return { row, submission: result.submission }
  tally.reject(row, [...read.problems, ...(result.ok ? [] : result.problems)])
  return undefined
}

/** Adds what is not there yet, and answers which rows are messages of this batch. */
async function addJobs(
  deps: EnqueueDeps,
  taken: readonly Taken[],
  { repeated, tally }: { repeated: boolean; tally: RowTally },
): Promise<Taken[]> {
  const doubtful = taken.filter(({ submission }) => repeated || submission.key !== undefined)
  const keyed = taken.filter(({ submission }) => submission.key !== undefined).map(({ id }) => id)
  const lane = taken[0]?.submission.lane ?? 'bulk'
  await claimKeys(deps, keyed, { lane, ms: answerMs })
  const before = await findKnown(
    deps,
    doubtful.map(({ id }) => id),
  )
  const known = new Set(doubtful.filter((_, index) => before[index]).map(({ id }) => id))
  await addInLane(
    deps,
    taken.filter(({ id }) => !known.has(id)),
  )
  await releaseKeys(deps, keyed)

  const owners = await findKnown(
    deps,
    doubtful.map(({ id }) => id),
  )
  const foreign = new Set<Taken>()
  doubtful.forEach((each, index) => {
    const owner = owners[index]
    const { batch, row } = each.job.data
    if (!owner) return
    if (!isSameMessage(owner, each.job.prints)) tally.reject(each.row, [keyTaken])
    else if (owner.batch === batch && owner.row === row) return
    foreign.add(each)
  })
  return taken.filter((each) => !foreign.has(each))
}

async function addInLane(deps: EnqueueDeps, taken: readonly Taken[]): Promise<void> {
  const lane = taken[0]?.submission.lane
  if (lane) await deps.lanes[lane].addBulk(taken.map(({ job }) => job))
}
