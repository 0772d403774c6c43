import { parse } from 'csv-parse'
import { BrokenInputError } from './broken-input-error.js'
import { longestRowBytes } from './row-reader.js'

const newline = 0x0a
const brokenQuotes = new Set(['CSV_QUOTE_NOT_CLOSED', 'CSV_MAX_RECORD_SIZE'])

/**
 * The records of a CSV (RFC 4180), the header first; comma, semicolon or tab, whichever stands first in the header.
 * A quote within an unquoted cell is text. Records whose cells are all empty are left out.
 * @throws BrokenInputError when a quote is never closed; all records before it have been given then
 */
export async function* csvRecords(chunks: AsyncIterable<Buffer>): AsyncGenerator<string[]> {
  const iterator = chunks[Symbol.asyncIterator]()
  try {
    const head = await readFirstLine(iterator)
    const records: string[][] = []
    // Collected here, not read from the stream: an error would take the records before it along.
    const parser = parse({
      bom: true,
      delimiter: delimiterOf(head),
      max_record_size: longestRowBytes,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      on_record: (record: string[]) => {
        records.push(record)
        return null
      },
    })
    parser.on('error', () => {}).resume()
    for (let chunk: Buffer | undefined = head; chunk; chunk = await nextChunk(iterator)) {
      const error = await settled((done) => parser.write(chunk, done))
      yield* records.splice(0)
      if (error) throw explain(error)
    }
    const error = await settled((done) => parser.end(done))
    yield* records.splice(0)
    if (error) throw explain(error)
  } finally {
    await iterator.return?.()
  }
}

async function readFirstLine(iterator: AsyncIterator<Buffer>): Promise<Buffer> {
  let head = Buffer.alloc(0)
  while (head.indexOf(newline) < 0 && head.length <= longestRowBytes) {
    const chunk = await nextChunk(iterator)
    if (!chunk) break
    head = Buffer.concat([head, chunk])
  }
  return head
}

async function nextChunk(iterator: AsyncIterator<Buffer>): Promise<Buffer | undefined> {
  const next = await iterator.next()
  return next.done ? undefined : next.value
}

/** Column names have neither of them, so the first one is the delimiter. */
function delimiterOf(head: Buffer): string {
  return /[,;\t]/.exec(head.toString('latin1').split('\n', 1)[0] ?? '')?.[0] ?? ','
}

function settled(act: (done: (error?: Error | null) => void) => void): Promise<Error | undefined> {
  return new Promise((resolve) => act((error) => resolve(error ?? undefined)))
}

function explain(error: Error): Error {
  const { code } = error as { code?: string }
  return code !== undefined && brokenQuotes.has(code)
    ? new BrokenInputError('UNCLOSED_QUOTE', { cause: error })
    : error
}
