import { trimWhitespace } from '@disparo/core/internal/message'
import { parse } from 'csv-parse'
import { BrokenInputError } from './broken-input-error.js'
import { headerScan, readSeparator } from './csv-separator.js'
import { longestRowBytes, mostRows } from './row-reader.js'

/** With its header, and blank ones. */
const mostLines = mostRows + 1
const brokenQuotes = new Set(['CSV_QUOTE_NOT_CLOSED', 'CSV_MAX_RECORD_SIZE'])

/** One record, and its line: as a spreadsheet counts it, the header and blank ones too, a cell with line breaks once. */
export interface CsvRecord {
  readonly cells: readonly string[]
  readonly line: number
}

/**
 * The records of a CSV (RFC 4180), given as whole lines in UTF-8, the header first; comma, semicolon or tab, whichever stands first in the
 * header, or what Excel's line `sep=;` before it says (spreadsheets do not count that line). A quote within an unquoted
 * cell is text. Records whose cells are all blank are left out.
 * @throws BrokenInputError when a quote is never closed; all records before it have been given then
 */
export async function* csvRecords(chunks: AsyncIterable<Buffer>): AsyncGenerator<CsvRecord> {
  const iterator = chunks[Symbol.asyncIterator]()
  let line = 0
  try {
    const { delimiter, head } = readSeparator(await readHeader(iterator))
    const records: CsvRecord[] = []
    // Collected here, not read from the stream: an error would take the records before it along.
    const parser = parse({
      delimiter,
      max_record_size: longestRowBytes,
      relax_column_count: true,
      relax_quotes: true,
      on_record: (cells: string[]) => {
        line += 1
        // Else it makes an error, with a stack, of each record that has not as many cells as the first.
        ;(parser.info as { records: number }).records = 0
        if (cells.some((cell) => trimWhitespace(cell) !== '')) records.push({ cells, line })
        return null
      },
    })
    parser.on('error', () => {}).resume()
    let broken: Error | undefined
    for (let chunk: Buffer | undefined = head; chunk && !broken; ) {
      const given = chunk
      const error = await settled((done) => parser.write(given, done))
      yield* records.splice(0)
      if (error) throw error
      if (line > mostLines) throw new BrokenInputError('TOO_MANY_ROWS')
      chunk = await nextChunk(iterator).catch((error: Error) => {
        broken = error
        return undefined
      })
    }
    // Also when it broke off: the parser keeps the last line until it knows that it is whole, and it is.
    const error = await settled((done) => parser.end(done))
    yield* records.splice(0)
    if (broken ?? error) throw broken ?? error
  } catch (error) {
    throw atLine(error as Error, line + 1)
  } finally {
    await iterator.return?.()
  }
}

/** As far as the end of the first record that is not blank. */
async function readHeader(iterator: AsyncIterator<Buffer>): Promise<Buffer> {
  const scan = headerScan()
  const parts: Buffer[] = []
  for (let bytes = 0, isWhole = false; !isWhole && bytes <= longestRowBytes; ) {
    const chunk = await nextChunk(iterator)
    if (!chunk) break
    parts.push(chunk)
    bytes += chunk.length
    isWhole = scan.read(chunk)
  }
  return Buffer.concat(parts)
}

async function nextChunk(iterator: AsyncIterator<Buffer>): Promise<Buffer | undefined> {
  const next = await iterator.next()
  return next.done ? undefined : next.value
}

function settled(act: (done: (error?: Error | null) => void) => void): Promise<Error | undefined> {
  return new Promise((resolve) => act((error) => resolve(error ?? undefined)))
}

/** What broke off, told with its line. */
function atLine(error: Error, line: number): Error {
  if (error instanceof BrokenInputError) return new BrokenInputError(error.breakage, { cause: error, line })
  const { code } = error as { code?: string }
  return code !== undefined && brokenQuotes.has(code)
    ? new BrokenInputError('UNCLOSED_QUOTE', { cause: error, line })
    : error
}
