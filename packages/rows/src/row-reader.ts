import type { Rows } from '@disparo/core'
import { BrokenInputError } from './broken-input-error.js'
import type { TextEncoding } from './text-encoding.js'

/** The most one row may have, in bytes. */
export const longestRowBytes = 64 * 1024

/** The most rows that one input may have: what is remembered of them takes some 100 bytes each. */
export const mostRows = 2_000_000

/** Where an input broke off: the row, and its line where the input has lines, that could not be read. */
export interface Broken {
  readonly row: number
  readonly line?: number
  readonly error: BrokenInputError
}

/** One input, read once, row by row and in constant memory. */
export interface RowReader {
  /** Messages with `key`, `sendAt` and `expiresAt`, or a `BadRow`. Ends at the first row that cannot be told apart. */
  readonly rows: AsyncIterable<Rows>
  /** Once `rows` has ended: whether it ended too early, and where. */
  breakage(): Broken | undefined
  /** What the input's text was read as, once `rows` has ended; where it may be one of several. */
  encoding?(): TextEncoding
}

/** Makes a reader of a generator that throws a `BrokenInputError`: what was read before it still counts. */
export function rowReader(source: AsyncIterable<unknown>): RowReader {
  let breakage: Broken | undefined
  async function* rows(): AsyncGenerator<Rows> {
    let row = 0
    try {
      for await (const item of source) {
        if (row >= mostRows) throw new BrokenInputError('TOO_MANY_ROWS')
        row++
        // As it was read: whoever takes rows judges them.
        yield item as Rows
      }
    } catch (error) {
      if (!(error instanceof BrokenInputError)) throw error
      const { line } = error
      breakage = { row: row + 1, ...(line === undefined ? {} : { line }), error }
    }
  }
  return { rows: rows(), breakage: () => breakage }
}
