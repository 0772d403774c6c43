import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { BatchSource, ProblemKind } from '@disparo/api'
import {
  BrokenInputError,
  boundChunks,
  peekChunks,
  type ReadMapping,
  type RowReader,
  readChunks,
  workbookLimits,
} from '@disparo/rows'
import { ProblemError } from '../problem/problem-error.js'
import { type BatchFormat, isWorkbook, openRows, refuseTableTerms, sourceOf } from './open-rows.js'
import { workbookRows } from './receive-workbook.js'
import type { Spools } from './spool.js'

export interface BatchBody {
  readonly body: Readable
  readonly format: BatchFormat
  readonly maxBytes: number
  /** The sheet of a workbook that is read. */
  readonly sheet: string | undefined
  /** How the columns of a table are read; absent where nothing is said of that. */
  readonly mapping: ReadMapping | undefined
  /** What the SHA-256 of its bytes must be, where it was checked before. */
  readonly sha256: string | undefined
  /** Where it is kept until all of it has arrived, if it must be. */
  readonly spools: Spools
  /** Who sends it. */
  readonly user: string
}

/** The rows of a body. */
export interface BodyRows {
  /** As often as wanted where all of the body has arrived, else once. @throws InvalidColumnsError */
  open(): Promise<RowReader>
  readonly source: BatchSource
  /** SHA-256 of the bytes that have been read, in hex: of all of them once all of them were. */
  sha256(): string
}

/** What shows that a file is a workbook. */
const signatureBytes = 4

/**
 * Reads a body as it arrives, or once all of it has arrived: a workbook, and where the `whole` is wanted.
 * @throws ProblemError where it cannot be read
 */
export async function receiveBody<T>(
  batch: BatchBody,
  { whole }: { readonly whole: boolean },
  use: (rows: BodyRows) => Promise<T>,
): Promise<T> {
  const { body, format, maxBytes, spools, user } = batch
  const { chunks, sha256 } = hashed(readChunks(body, maxBytes))
  try {
    const peeked = await peekChunks(chunks, signatureBytes)
    const isBook = isWorkbook(format, peeked.start)
    refuseTableTerms(batch, isBook)
    if (!isBook && !whole) {
      const open = async () => openRows(format, peeked.chunks, batch.mapping)
      return await use({ open, source: sourceOf(format), sha256 })
    }
    const most = isBook ? Math.min(maxBytes, workbookLimits.fileBytes) : maxBytes
    return await spools.keep(user, boundChunks(peeked.chunks, most), async (reopen, path) => {
      if (isBook)
        return workbookRows({ ...batch, path, start: peeked.start }, (open) =>
          use({ open, source: 'xlsx', sha256 }),
        )
      const open = async () => openRows(format, readChunks(reopen(), maxBytes), batch.mapping)
      return use({ open, source: sourceOf(format), sha256 })
    })
  } catch (error) {
    throw error instanceof BrokenInputError ? notStarted(error) : error
  }
}

/** @throws ProblemError */
export function refuseOtherContent(wanted: string | undefined, found: string): void {
  if (wanted === undefined || wanted.toLowerCase() === found) return
  throw new ProblemError('content-differs', {
    detail: `The SHA-256 of the body is ${found}, and \`sha256\` names another: it is not what was checked. Nothing was enqueued.`,
  })
}

function hashed(chunks: AsyncIterable<Buffer>) {
  const hash = createHash('sha256')
  async function* read(): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      hash.update(chunk)
      yield chunk
    }
  }
  return { chunks: read(), sha256: () => hash.copy().digest('hex') }
}

/** It broke off before the first row was read. */
export function notStarted(error: BrokenInputError): ProblemError {
  return new ProblemError(kindOf(error), {
    detail: `The body cannot be read: ${error.message}. Nothing was enqueued.`,
    ...(error.line === undefined ? {} : { errors: [{ line: error.line, path: '', message: error.message }] }),
  })
}

function kindOf({ breakage }: BrokenInputError): ProblemKind {
  if (breakage === 'TOO_LARGE' || breakage === 'TOO_MANY_ROWS') return 'body-too-large'
  return breakage === 'EMPTY' || breakage === 'NO_LIST' || breakage === 'UNCLOSED_LIST'
    ? 'malformed-body'
    : 'broken-input'
}
