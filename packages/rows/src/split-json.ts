import { BrokenInputError } from './broken-input-error.js'

const mark = {
  ...{ newline: 0x0a, quote: 0x22, star: 0x2a, comma: 0x2c, slash: 0x2f, backslash: 0x5c },
  ...{ openList: 0x5b, closeList: 0x5d, open: 0x7b, close: 0x7d, byteOrder: 0xfeff },
} as const

/** `{"messages":` with room for nothing else. */
const longestHead = 16

type Lexeme = 'plain' | 'text' | 'escape' | 'slash' | 'line comment' | 'comment' | 'star'

/**
 * The elements of a JSON list, or of the list in `{"messages": […]}`, as they stand there; `undefined` stands for one
 * longer than `maxBytes`, which is skipped. Comments are allowed, as `readJson` has them. What an element says is not looked
 * at, only where it ends.
 * @throws BrokenInputError `NO_LIST` before any element; `UNCLOSED_LIST`, `AFTER_LIST`
 */
export async function* splitJson(
  chunks: AsyncIterable<Buffer>,
  maxBytes: number,
): AsyncGenerator<Buffer | undefined> {
  let place: 'head' | 'list' | 'tail' = 'head'
  let lexeme: Lexeme = 'plain'
  let outside = ''
  let wanted = ''
  let depth = 0
  let isFirst = true
  const element = gather(maxBytes)

  for await (const chunk of chunks) {
    let start = 0
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] as number
      const before = lexeme
      lexeme = next(before, byte)
      if (isComment(lexeme) || isComment(before)) continue
      const isText = before === 'text' || before === 'escape'
      if (place !== 'list') {
        // A slash shows what it is with the byte after it.
        if (lexeme === 'slash' || byte <= 0x20) continue
        if (place === 'head' && byte === mark.openList && !isText) {
          if (!isHead(outside)) throw new BrokenInputError('NO_LIST')
          wanted = outside === '' ? '' : '}'
          place = 'list'
          outside = ''
          start = at + 1
        } else outside += (before === 'slash' ? '/' : '') + String.fromCharCode(byte)
        if (place === 'head' && outside.length > longestHead) throw new BrokenInputError('NO_LIST')
        if (place === 'tail' && !wanted.startsWith(outside)) throw new BrokenInputError('AFTER_LIST')
        continue
      }
      if (isText) continue
      if (depth === 0 && (byte === mark.comma || byte === mark.closeList)) {
        element.add(chunk.subarray(start, at))
        const isEmptyList = isFirst && byte === mark.closeList && element.isBlank()
        const found = element.take()
        if (!isEmptyList) yield found
        isFirst = false
        if (byte === mark.closeList) place = 'tail'
        start = at + 1
      } else if (byte === mark.open || byte === mark.openList) depth += 1
      else if (byte === mark.close || byte === mark.closeList) depth = Math.max(0, depth - 1)
    }
    if (place === 'list') element.add(chunk.subarray(start))
  }
  if (place === 'head') throw new BrokenInputError(outside === '' ? 'EMPTY' : 'NO_LIST')
  const isOpen = place === 'list' || outside !== wanted || lexeme === 'comment' || lexeme === 'star'
  if (isOpen) throw new BrokenInputError('UNCLOSED_LIST')
}

/** What a byte is, after what came before it. */
function next(before: Lexeme, byte: number): Lexeme {
  switch (before) {
    case 'escape':
      return 'text'
    case 'text':
      if (byte === mark.backslash) return 'escape'
      return byte === mark.quote ? 'plain' : 'text'
    case 'line comment':
      return byte === mark.newline ? 'plain' : 'line comment'
    case 'star':
      if (byte === mark.slash) return 'plain'
      return byte === mark.star ? 'star' : 'comment'
    case 'comment':
      return byte === mark.star ? 'star' : 'comment'
    case 'slash':
      if (byte === mark.slash) return 'line comment'
      if (byte === mark.star) return 'comment'
      return byte === mark.quote ? 'text' : 'plain'
    default:
      if (byte === mark.slash) return 'slash'
      return byte === mark.quote ? 'text' : 'plain'
  }
}

function isComment(lexeme: Lexeme): boolean {
  return lexeme === 'line comment' || lexeme === 'comment' || lexeme === 'star'
}

/** Bytes of a mark of byte order may stand before anything. */
function isHead(outside: string): boolean {
  const text = outside.replace(/^\u00ef\u00bb\u00bf/, '')
  return text === '' || text === '{"messages":'
}

/** Keeps an element's bytes, which come in pieces, as long as they are not too many. */
function gather(maxBytes: number) {
  let parts: Buffer[] = []
  let length = 0
  return {
    add: (given: Buffer) => {
      const part = length === 0 ? withoutBlanks(given) : given
      length += part.length
      if (length > maxBytes) parts = []
      else if (part.length > 0) parts.push(part)
    },
    isBlank: () => length === 0,
    take: () => {
      const whole = length > maxBytes ? undefined : parts.length === 1 ? parts[0] : Buffer.concat(parts)
      parts = []
      length = 0
      return whole
    },
  }
}

/** Those before an element are no part of it, however many there are. */
function withoutBlanks(bytes: Buffer): Buffer {
  let start = 0
  while (start < bytes.length && (bytes[start] as number) <= 0x20) start++
  return bytes.subarray(start)
}
