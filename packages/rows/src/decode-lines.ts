import { isAscii, isUtf8 } from 'node:buffer'
import { decodeWindows1252 } from '@disparo/core/internal/message'
import { BrokenInputError } from './broken-input-error.js'
import { longestRowBytes } from './row-reader.js'

const lineFeed = 0x0a
const carriageReturn = 0x0d
type ByteEncoding = 'utf-8' | 'windows-1252'

/**
 * Whole lines as UTF-8. Where no encoding is given, the first line that is not ASCII decides: UTF-8 if it can be that,
 * else Windows-1252. `decided` is told then, and a later line that says otherwise breaks the input off.
 */
export async function* decodeLines(
  chunks: AsyncIterable<Buffer>,
  given: ByteEncoding | undefined,
  decided: (encoding: ByteEncoding) => void = () => {},
): AsyncGenerator<Buffer> {
  let encoding = given
  /** @throws BrokenInputError */
  const decode = (line: Buffer): Buffer => {
    if (line.length > longestRowBytes + 2) throw new BrokenInputError('LONG_LINE')
    if (isAscii(line)) return line
    const utf8 = isUtf8(line)
    if (encoding === undefined) {
      encoding = utf8 ? 'utf-8' : 'windows-1252'
      decided(encoding)
    }
    if (encoding === 'windows-1252') {
      if (utf8 && given === undefined) throw new BrokenInputError('NOT_WINDOWS_1252')
      return Buffer.from(decodeWindows1252(line))
    }
    if (!utf8) throw new BrokenInputError('NOT_UTF_8')
    return line
  }
  for await (const lines of wholeLines(chunks)) {
    const plain = isAscii(lines) || (encoding === 'utf-8' && isUtf8(lines))
    if (plain && lines.length <= longestRowBytes) {
      yield lines
      continue
    }
    const done: Buffer[] = []
    try {
      for (const line of eachLine(lines)) done.push(decode(line))
    } catch (error) {
      yield Buffer.concat(done)
      throw error
    }
    yield Buffer.concat(done)
  }
}

/** Chunks that end with a line; a line that is too long comes as soon as it is so. */
async function* wholeLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let begun: Buffer[] = []
  let length = 0
  for await (const chunk of chunks) {
    const end = Math.max(chunk.lastIndexOf(lineFeed), chunk.lastIndexOf(carriageReturn)) + 1
    if (end > 0) {
      yield Buffer.concat([...begun, chunk.subarray(0, end)])
      begun = []
      length = 0
    }
    begun.push(chunk.subarray(end))
    length += chunk.length - end
    if (length > longestRowBytes + 2) break
  }
  if (length > 0) yield Buffer.concat(begun)
}

function* eachLine(lines: Buffer): Generator<Buffer> {
  let start = 0
  while (start < lines.length) {
    const feed = lines.indexOf(lineFeed, start)
    const end = feed < 0 ? lines.length : feed + 1
    yield* byCarriageReturn(lines.subarray(start, end))
    start = end
  }
}

/** Old Mac files end their lines so; what stands before a line feed is none. */
function* byCarriageReturn(line: Buffer): Generator<Buffer> {
  let start = 0
  for (let at = line.indexOf(carriageReturn); at >= 0; at = line.indexOf(carriageReturn, start)) {
    const end = line[at + 1] === lineFeed ? at + 2 : at + 1
    yield line.subarray(start, end)
    start = end
  }
  if (start < line.length) yield line.subarray(start)
}
