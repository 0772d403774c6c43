import type { Readable } from 'node:stream'
import type { Disparo, SuppressionImport, SuppressManyOptions } from '@disparo/core'
import {
  BrokenInputError,
  boundChunks,
  InvalidColumnsError,
  openPeopleCsv,
  openPeopleNdjson,
  openPeopleTable,
  peekChunks,
  type RowReader,
  readChunks,
  sheetRecords,
  splitChunks,
  type TextEncoding,
  workbookLimits,
} from '@disparo/rows'
import { createSemaphore, type Semaphore } from '../limits/semaphore.js'
import { ProblemError } from '../problem/problem-error.js'
import { refuseBroken } from './enqueue-batch.js'
import { type BatchFormat, isWorkbook } from './open-rows.js'
import { withWorkbook } from './receive-workbook.js'
import type { Spools } from './spool.js'

interface PeopleBody {
  readonly body: Readable
  readonly format: BatchFormat
  /** The column of a table that has the numbers, where that is said. */
  readonly column: string | undefined
  readonly maxBytes: number
  /** Where a workbook is kept until all of it has arrived. */
  readonly spools: Spools
  /** Who sends it. */
  readonly user: string
}

const undone = 'Nobody was imported'
/** What shows that a file is a workbook. */
const signatureBytes = 4

/** Turns to import: all of a list is in memory until it is known to be good. */
export function createImports(): Semaphore {
  return createSemaphore({
    ...{ permits: 2, permitsEach: 1, waitingEach: 5, retryAfterMs: 10_000 },
    refusal: 'Many lists are imported, and nothing of this one was: try again',
  })
}

type ImportReceipt = Omit<SuppressionImport, 'imported'> & { readonly encoding?: TextEncoding }

/**
 * Imports the people of a body, once all of it has been read and is good.
 * @throws ProblemError naming the rows, with nobody imported
 */
export async function importPeople(
  disparo: Disparo,
  input: PeopleBody,
  terms: SuppressManyOptions,
): Promise<ImportReceipt> {
  const { body, format, column, maxBytes, spools, user } = input
  const { start, chunks } = await peekChunks(readChunks(body, maxBytes), signatureBytes).catch(explain)
  if (!isWorkbook(format, start)) return importRows(disparo, () => openPeople(chunks, format, column), terms)
  const most = Math.min(maxBytes, workbookLimits.fileBytes)
  return spools
    .keep(user, boundChunks(chunks, most), (_reopen, path) =>
      withWorkbook({ path, start, sheet: undefined, undone }, () =>
        importRows(disparo, () => openPeopleTable(sheetRecords(path), column), terms),
      ),
    )
    .catch(explain)
}

async function importRows(
  disparo: Disparo,
  open: () => Promise<RowReader>,
  terms: SuppressManyOptions,
): Promise<ImportReceipt> {
  const reader = await open().catch(explain)
  const { imported, ...receipt } = await disparo.suppressMany(reader.rows, {
    ...terms,
    isWhole: () => !reader.breakage(),
  })
  refuseBroken(reader, receipt.problems, undone)
  if (imported) return { ...receipt, ...(reader.encoding && { encoding: reader.encoding() }) }
  const { rows, rejected, problems } = receipt
  const detail =
    rows === 0
      ? 'There is no row in the body: nobody was imported.'
      : `Bad rows: ${rejected} of ${rows}; nobody was imported. With \`skipBad\` the good ones are.`
  throw new ProblemError('invalid-rows', { detail, errors: problems, rows, rejected })
}

async function openPeople(
  chunks: AsyncIterable<Buffer>,
  { mediaType, declared }: BatchFormat,
  column: string | undefined,
): Promise<RowReader> {
  const pieces = splitChunks(chunks)
  return mediaType.startsWith('text/') ? openPeopleCsv(pieces, declared, column) : openPeopleNdjson(pieces)
}

function explain(error: unknown): never {
  if (error instanceof InvalidColumnsError) {
    throw new ProblemError('invalid-columns', {
      detail: 'The column of the numbers is not to be found: nobody was imported.',
      errors: error.problems,
    })
  }
  if (!(error instanceof BrokenInputError)) throw error
  throw new ProblemError('broken-input', {
    detail: `The body cannot be read: ${error.message}. ${undone}.`,
    ...(error.line !== undefined && { errors: [{ line: error.line, path: '', message: error.message }] }),
  })
}
