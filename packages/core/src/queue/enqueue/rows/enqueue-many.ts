import type { Lane } from '../../../message/index.js'
import { BatchCancelledError } from '../../batch-control/batch-cancelled-error.js'
import type { DueCount } from '../../lanes/due-times.js'
import { QuotaExceededError } from '../quota-exceeded-error.js'
import { type BatchReceipt, RowTally } from '../receipt.js'
import { addRows } from './add-rows.js'
import { batchRetentionMs } from './batch-retention.js'
import type { EnqueueManyDeps, EnqueueManyOptions } from './enqueue-many-options.js'
import { eventLoopYielder } from './event-loop-yielder.js'
import { enqueueEffects, type ImportDeps } from './import-effects.js'
import type { ClassifiedRow, KnownRows, ParsedRow } from './known-rows.js'
import { type OpenImport, openImport, refuseChangedSource } from './open-import.js'
import { readSubmission } from './read-submission.js'

type Rows = Iterable<unknown> | AsyncIterable<unknown>

/** When rows may go that may not go at once, and whether any keep quiet hours. */
export interface RowTimes {
  readonly due: readonly DueCount[]
  readonly keepsHours: boolean
  /** Those of `due` that are in their lane already. */
  readonly held: number
}

/** What became of an input. */
interface Imported extends RowTimes {
  readonly receipt: BatchReceipt
}

const chunkRows = 1_000
/** Characters of all that a chunk's rows say, as far as they are good. */
const chunkWeight = 4_000_000

/**
 * Enqueues rows as one batch, a thousand a pipeline. Rows that the batch has are left alone, so that it can be repeated with
 * the same key after whatever interrupted it, and corrected. New ones are reserved first, then their jobs are added, then
 * they are noted down. `due` are those of the batch that may not go at once.
 * @throws BatchCancelledError when it is cancelled, before or meanwhile: the rest is not enqueued
 * @throws QuotaExceededError before it begins, or with what of it is in
 * @throws UnknownBatchError, CannotCorrectError, ChangedSourceError, RedisUnavailableError
 */
export function enqueueMany(
  deps: EnqueueManyDeps,
  rows: Rows,
  options: EnqueueManyOptions,
): Promise<Imported> {
  return importRows({ ...deps, effects: enqueueEffects(deps) }, rows, options)
}

/** Goes the way of `enqueueMany` with other effects. @throws as that does */
export async function importRows(
  deps: ImportDeps,
  rows: Rows,
  options: EnqueueManyOptions,
  tally = new RowTally(),
): Promise<Imported> {
  const { effects } = deps
  const { ask } = effects
  const { id, earlier } = await ask(() => refuseChangedSource(deps, options))
  await ask(() => effects.refuseOverQuota(id))
  let batch =
    options.into === undefined ? undefined : await ask(() => openImport(deps, { id, options, tally }))

  const store = async (batch: OpenImport, taken: readonly ParsedRow[], read: number) => {
    const { known, lane } = batch
    const told = known.classify(lane === options.lane ? taken : taken.map((row) => inLane(row, lane)))
    const { toRecord: ours, exceeded: met } = await ask(() => addRows(deps, told, { id, known, tally }))
    await ask(() => effects.recordRejected({ id, rejected: tally.takeNewProblems() }))
    await ask(() => record({ lane, known }, ours))
    options.onProgress?.({ rows: read, enqueued: tally.counts.enqueued, rejected: tally.rejected })
    if (met) throw new QuotaExceededError(deps.account, met, { ...receiptOf(lane), rows: tally.decided() })
  }

  const record = async (
    { lane, known }: { lane: Lane; known: KnownRows },
    ours: readonly ClassifiedRow[],
  ) => {
    const now = Date.now()
    const submissions = ours.map(({ submission }) => submission)
    const phase = await effects.recordChunk({
      ...{ id, lane, now, rejectedRows: tally.rejected, cappedUntil: tally.cappedUntil },
      rows: ours.map((row) => ({
        row: known.placeOf(row),
        messageId: row.submission.key === undefined ? undefined : row.id,
        template: row.submission.template,
        sendAt: row.submission.sendAt,
      })),
      retentionMs: batchRetentionMs(submissions, { now, retentionMs: options.retentionMs }),
    })
    if (phase === 'cancelled') throw new BatchCancelledError(id)
  }

  const receiptOf = (lane: Lane, withdrawn = 0): BatchReceipt => {
    const receipt = { id, lane, ...tally.counts, withdrawn, ...tally.checked() }
    return { ...receipt, ...(earlier === undefined ? {} : { earlier }) }
  }

  // While one chunk is stored, the next is read and checked. Breaking off, too, waits for the one under way. Of a bad row
  // nothing is kept but what is wrong with it, whatever its size.
  let storing = Promise.resolve()
  let taken: ParsedRow[] = []
  let weight = 0
  let stored = 0
  const storeTaken = async (batch: OpenImport) => {
    await storing
    storing = store(batch, taken, tally.rows)
    storing.catch(() => {})
    taken = []
    weight = 0
    stored = tally.rows
  }
  const bite = eventLoopYielder()
  try {
    for await (const input of rows) {
      batch ??= await ask(() => openImport(deps, { id, options, tally }))
      const row = readSubmission(input, { intake: deps.rules, terms: options, tally })
      if (row) {
        taken.push({ ...row, hash: batch.known.hashOf(row.submission) })
        weight += row.submission.text.length
      }
      if (tally.rows - stored >= chunkRows || weight >= chunkWeight) await storeTaken(batch)
      const over = bite()
      if (over) await over
    }
    if (batch && tally.rows > stored) await storeTaken(batch)
  } finally {
    await storing
  }

  const isWhole = options.isWhole?.() ?? true
  const isReplaced = options.replace === true && isWhole && tally.rejected === 0
  const withdrawn =
    batch && isReplaced
      ? await effects.withdraw({ id, lane: batch.lane, places: batch.known.placesNotSeen() })
      : 0
  if (batch && isWhole) await ask(() => effects.finish(id))
  return {
    receipt: receiptOf(batch?.lane ?? options.lane, withdrawn),
    due: tally.due.list(),
    keepsHours: tally.keepsHours,
    held: tally.held,
  }
}

/** All of a batch is in the lane that it began with. */
function inLane(row: ParsedRow, lane: Lane): ParsedRow {
  return { ...row, submission: { ...row.submission, lane } }
}
