import type { Readable } from 'node:stream'
import type { Disparo, SuppressionImport, SuppressManyOptions } from '@disparo/core'
import {
  BrokenInputError,
  InvalidColumnsError,
  openPeopleCsv,
  openPeopleNdjson,
  type RowReader,
  readChunks,
  splitChunks,
  type TextEncoding,
} from '@disparo/rows'
import { createSemaphore, type Semaphore } from '../limits/semaphore.js'
import { ProblemError } from '../problem/problem-error.js'
import { refuseBroken } from './enqueue-batch.js'
import type { BatchFormat } from './open-rows.js'

interface PeopleBody {
  readonly body: Readable
  readonly format: BatchFormat
  /** The column of a table that has the numbers, where that is said. */
  readonly column: string | undefined
  readonly maxBytes: number
}

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
  const reader = await openPeople(input)
  const { imported, ...receipt } = await disparo.suppressMany(reader.rows, {
    ...terms,
    isWhole: () => !reader.breakage(),
  })
  refuseBroken(reader, receipt.problems, 'Nobody was imported')
  if (imported) return { ...receipt, ...(reader.encoding && { encoding: reader.encoding() }) }
  const { rows, rejected, problems } = receipt
  const detail =
    rows === 0
      ? 'There is no row in the body: nobody was imported.'
      : `Bad rows: ${rejected} of ${rows}; nobody was imported. With \`skipBad\` the good ones are.`
  throw new ProblemError('invalid-rows', { detail, errors: problems, rows, rejected })
}

async function openPeople({ body, format, column, maxBytes }: PeopleBody): Promise<RowReader> {
  const chunks = splitChunks(readChunks(body, maxBytes))
  if (!format.mediaType.startsWith('text/')) return openPeopleNdjson(chunks)
  try {
    return await openPeopleCsv(chunks, format.declared, column)
  } catch (error) {
    if (error instanceof InvalidColumnsError) {
      throw new ProblemError('invalid-columns', {
        detail: 'The column of the numbers is not to be found: nobody was imported.',
        errors: error.problems,
      })
    }
    if (!(error instanceof BrokenInputError)) throw error
    throw new ProblemError('broken-input', {
      detail: `The body cannot be read: ${error.message}. Nobody was imported.`,
      ...(error.line !== undefined && { errors: [{ line: error.line, path: '', message: error.message }] }),
    })
  }
}
