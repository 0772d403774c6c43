import { BrokenInputError } from './broken-input-error.js'
import type { TextEncoding } from './text-encoding.js'

/** The most one row may have, in bytes. */
export const longestRowBytes = 64 * 1024

/** One input, read once, row by row and in constant memory. */
export interface RowReader {
  /** Messages with `key`, `sendAt` and `expiresAt`, or a `BadRow`. Ends at the first row that cannot be told apart. */
  readonly rows: AsyncIterable<unknown>
  /** Once `rows` has ended: whether it ended too early, and at which row. */
  breakage(): { readonly row: number; readonly line?: number; readonly error: BrokenInputError } | undefined
  /** The path of a problem in the words of this format, such as `body2` for a CSV's `body[1]`. */
  pathOf(row: number, path: string): string
  /** What the input's text was read as, once `rows` has ended; where it may be one of several. */
  encoding?(): TextEncoding
}

/** Makes a reader of a generator that throws a `BrokenInputError`: what was read before it still counts. */
export function rowReader(
  source: AsyncIterable<unknown>,
  pathOf: RowReader['pathOf'] = (_row, path) => path,
): RowReader {
  let breakage: ReturnType<RowReader['breakage']>
  async function* rows(): AsyncGenerator<unknown> {
    let row = 0
    try {
      for await (const item of source) {
        row++
        yield item
      }
    } catch (error) {
      if (!(error instanceof BrokenInputError)) throw error
      const { line } = error
      breakage = { row: row + 1, ...(line === undefined ? {} : { line }), error }
    }
  }
  return { rows: rows(), breakage: () => breakage, pathOf }
}
