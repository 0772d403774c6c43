import { BrokenInputError } from './broken-input-error.js'
import { decodeLines } from './decode-lines.js'
import { peekChunks } from './peek-chunks.js'
import { byteOrderMark, type DeclaredEncoding, type TextEncoding, zeroBytes } from './text-encoding.js'

/** An input as UTF-8, without a byte order mark. */
export interface DecodedText {
  /**
   * In whole lines.
   * @throws BrokenInputError at a line that is not what those before it are; all lines before have been given then
   */
  readonly chunks: AsyncGenerator<Buffer>
  /** What it is, as far as it has been read: UTF-8 as long as it is ASCII. */
  encoding(): TextEncoding
}

/**
 * Reads text in UTF-8, UTF-16 or Windows-1252. A byte order mark decides, then what is declared; else zero bytes show
 * UTF-16, and the first line that is not ASCII shows which of the others it is. Memory is bounded by the longest line.
 */
export function decodeText(input: AsyncIterable<Buffer>, declared?: DeclaredEncoding): DecodedText {
  let encoding: TextEncoding = 'utf-8'
  async function* decoded(): AsyncGenerator<Buffer> {
    const { start, chunks } = await peekChunks(input, 3)
    const mark = byteOrderMark(start)
    const known = mark?.encoding ?? knownEncoding(start, declared)
    if (known) encoding = known
    const text = mark ? withoutStart(chunks, mark.length) : chunks
    yield* known === 'utf-16le' || known === 'utf-16be'
      ? decodeLines(fromUtf16(text, known), 'utf-8')
      : decodeLines(text, known, (guess) => {
          encoding = guess
        })
  }
  return { chunks: decoded(), encoding: () => encoding }
}

/** @throws BrokenInputError when the first bytes cannot be what is declared */
function knownEncoding(start: Buffer, declared: DeclaredEncoding | undefined): TextEncoding | undefined {
  const shown = zeroBytes(start)
  if (declared !== 'utf-16') return declared ?? shown
  if (shown || start.length === 0) return shown
  throw new BrokenInputError('NOT_UTF_16', { line: 1 })
}

async function* withoutStart(chunks: AsyncIterable<Buffer>, length: number): AsyncGenerator<Buffer> {
  let left = length
  for await (const chunk of chunks) {
    yield chunk.subarray(left)
    left = Math.max(0, left - chunk.length)
  }
}

/** Half characters become U+FFFD, which no cell may have. */
async function* fromUtf16(chunks: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true })
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }))
  yield Buffer.from(decoder.decode())
}
