import type { ProblemKind } from '@disparo/api'
import {
  type BatchOptions,
  type BatchReceipt,
  type Disparo,
  QuotaExceededError,
  RedisUnavailableError,
  type RowProblem,
  type Suspicion,
} from '@disparo/core'
import type { Broken, RowReader, TextEncoding } from '@disparo/rows'
import { ProblemError } from '../problem/problem-error.js'
import { batchOverQuota } from '../problem/quota-problem.js'
import { storageProblem } from '../problem/storage-problem.js'

/** Repeating needs a key, which the caller has or is told, or the batch that the rows go into. */
export type EnqueueOptions = BatchOptions & ({ readonly key: string } | { readonly into: string })

/** The receipt of a batch, and what its text was read as, where it may be one of several. */
export interface RowsReceipt extends BatchReceipt {
  readonly encoding?: TextEncoding
}

/**
 * Enqueues the good rows of a reader as one batch.
 * @throws ProblemError `invalid-rows` when none is good, `broken-input` when it breaks off (the rows before are enqueued)
 * @throws ProblemError `storage-unavailable` when Redis goes away in the middle, `quota-exceeded` when the account takes no more
 */
export async function enqueueBatch(
  disparo: Disparo,
  reader: RowReader,
  options: EnqueueOptions,
): Promise<RowsReceipt> {
  const sent = await sendRows(disparo, reader, options)
  const receipt = { ...sent, ...(reader.encoding ? { encoding: reader.encoding() } : {}) }
  const breakage = reader.breakage()
  if (breakage) throw brokenOff(receipt, breakage, options)
  if (receipt.rows === 0) throw noRows()
  if (receipt.rejected === receipt.rows) throw invalidRows(receipt, 'No row is good: nothing was enqueued.')
  return receipt
}

/** Checks every row first. @throws ProblemError when any is bad, or not all find room, with nothing enqueued */
export async function checkRows(disparo: Disparo, reader: RowReader, terms: EnqueueOptions): Promise<void> {
  const isWhole = () => !reader.breakage()
  const checked = await disparo.check(reader.rows, { ...terms, isWhole, details: false })
  refuseBroken(reader, checked.problems)
  if (checked.rejected > 0) {
    throw invalidRows(checked, `Bad rows: ${checked.rejected} of ${checked.rows}; nothing was enqueued.`)
  }
  if (checked.suspicions.length > 0) {
    const problems = checked.suspicions.flatMap(problemsOfSuspicion)
    const detail =
      'Some rows look like a mistake; nothing was enqueued. Without `strict` they are sent as they are.'
    throw invalidRows({ ...checked, problems }, detail)
  }
  await refuseOverQuota(disparo, terms, checked.rows)
}

export function noRows(): ProblemError {
  return new ProblemError('invalid-rows', { detail: 'There is no row in the body: nothing was enqueued.' })
}

/** @throws ProblemError where rows that were only checked could not be read to their end */
export function refuseBroken(
  reader: RowReader,
  problems: readonly RowProblem[],
  undone = 'Nothing was enqueued',
): void {
  const breakage = reader.breakage()
  if (!breakage) return
  throw new ProblemError(kindOf(breakage), {
    detail: `${placeOf(breakage)} cannot be read: ${breakage.error.message}. ${undone}.`,
    errors: [...problems, problemOf(breakage)],
  })
}

function problemsOfSuspicion({ kind, count, rows, detail }: Suspicion): RowProblem[] {
  return rows.map((row) => ({
    row,
    path: '',
    message: `looks like a mistake (${detail ?? kind}), as ${count} in all do`,
  }))
}

async function sendRows(disparo: Disparo, reader: RowReader, options: EnqueueOptions): Promise<BatchReceipt> {
  try {
    return await disparo.sendMany(reader.rows, { ...options, isWhole: () => !reader.breakage() })
  } catch (error) {
    if (error instanceof QuotaExceededError) throw overQuota(error, options)
    if (!(error instanceof RedisUnavailableError)) throw error
    const detail = `Some rows may be enqueued: repeat the request ${wayBack(options)}, and those are not sent twice.`
    throw storageProblem(error, { detail, ...keyOf(options) })
  }
}

/**
 * Refuses a batch that would find no room, before its rows are at hand or when their number is known.
 * @throws ProblemError `quota-exceeded`
 */
export async function refuseOverQuota(
  disparo: Disparo,
  options: EnqueueOptions,
  rows?: number,
): Promise<void> {
  await disparo.mayBegin({ key: options.key, into: options.into, rows }).catch((error: unknown) => {
    throw error instanceof QuotaExceededError ? overQuota(error, options) : error
  })
}

function overQuota(error: QuotaExceededError, options: EnqueueOptions): ProblemError {
  return batchOverQuota(error, { key: options.key, wayBack: wayBack(options) })
}

function brokenOff(receipt: RowsReceipt, broken: Broken, options: EnqueueOptions): ProblemError {
  const { problems, ...counts } = receipt
  const before = receipt.rows - receipt.rejected
  const done =
    before > 0
      ? `Of the rows before it, ${before} are enqueued already: correct the input and repeat it whole ${wayBack(options)}, and those are not sent twice.`
      : 'Nothing was enqueued.'
  return new ProblemError(kindOf(broken), {
    detail: `${placeOf(broken)} cannot be read: ${broken.error.message}. ${done}`,
    errors: [...problems, problemOf(broken)],
    ...keyOf(options),
    batch: counts,
  })
}

function placeOf({ row, line }: { row: number; line?: number }): string {
  return line === undefined ? `Row ${row}` : `Row ${row} (line ${line})`
}

function kindOf({ error: { breakage } }: Broken): ProblemKind {
  return breakage === 'TOO_LARGE' || breakage === 'TOO_MANY_ROWS' ? 'body-too-large' : 'broken-input'
}

function problemOf({ row, line, error }: Broken) {
  return { row, ...(line === undefined ? {} : { line }), path: '', message: error.message }
}

function wayBack(options: EnqueueOptions): string {
  return options.into === undefined ? 'with the Idempotency-Key below' : 'as it is'
}

function keyOf({ key }: EnqueueOptions) {
  return key === undefined ? {} : { idempotencyKey: key }
}

function invalidRows(
  receipt: Pick<BatchReceipt, 'rows' | 'rejected' | 'problems'>,
  detail: string,
): ProblemError {
  const { rows, rejected, problems } = receipt
  return new ProblemError('invalid-rows', { detail, errors: problems, rows, rejected })
}
