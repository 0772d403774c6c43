import fc from 'fast-check'
import { splice, spliceBytes } from '../mutate-bytes.js'
import { framed, oddHeader, text, write } from './answer-bytes.js'

/** The id in answers nobody asked for. */
export const surplusId = 'surplus'

/** What a server does when it has read a request. */
export interface MutatedAnswer {
  readonly asks: 'template' | 'report'
  readonly pieces: readonly Buffer[]
  /** `keep`: the connection stays open, as in HTTP/1.1. */
  readonly end: 'keep' | 'close' | 'reset'
  /** A well-formed answer of this status, with nothing after it. */
  readonly plain?: number
}

const asks = fc.constantFrom('template' as const, 'template' as const, 'report' as const)

const plain = fc
  .record({ asks, status: fc.constantFrom(200, 201, 400, 401, 403, 429, 500, 503), body: text })
  .map(({ asks, status, body }): MutatedAnswer => {
    const pieces = [write({ status, body, framing: 'length', chunk: 5 }, ['Content-Type: application/json'])]
    return { asks, pieces, end: 'keep', plain: status }
  })

const surplus = Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n{"id":"${surplusId}"}`)
const interim = fc.constantFrom(
  '100 Continue',
  '102 Processing',
  '103 Early Hints\r\nLink: a',
  '101 Switching Protocols',
)
const oddBytes = fc.oneof(
  {
    arbitrary: fc
      .tuple(framed, fc.array(oddHeader, { maxLength: 3 }))
      .map(([answer, headers]) => write(answer, headers)),
    weight: 5,
  },
  {
    arbitrary: fc
      .tuple(framed, fc.array(oddHeader, { maxLength: 3 }), fc.array(splice, { minLength: 1, maxLength: 4 }))
      .map(([answer, headers, splices]) => spliceBytes(write(answer, headers), splices)),
    weight: 5,
  },
  {
    arbitrary: fc
      .tuple(interim, framed)
      .map(([line, answer]) => Buffer.concat([Buffer.from(`HTTP/1.1 ${line}\r\n\r\n`), write(answer, [])])),
    weight: 1,
  },
  {
    arbitrary: fc
      .constantFrom(
        ...[
          '',
          '\r\n',
          '\0',
          'HTTP/1.1 200',
          'HTTP/1.1 200 OK\r\n\r\n',
          'HTTP/1.1 2000 OK\r\n\r\n',
          'HTTP/1.1 20 OK\r\n\r\n',
        ],
        ...[
          'HTTP/2.0 200 OK\r\n\r\n',
          'HTTP/1.0 200 OK\r\n\r\n{}',
          'HTTP/0.9 200\r\n\r\n',
          'ICY 200 OK\r\n\r\n',
          '<html>',
        ],
        ...[
          'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff1\r\n',
          '\u0015\u0003\u0001\u0000\u0002\u0002\u0050',
        ],
        ...['HTTP/1.1 200 OK\nContent-Length: 2\n\n{}', `HTTP/1.1 200 OK\r\n${'X: y\r\n'.repeat(5_000)}\r\n`],
      )
      .map((text) => Buffer.from(text, 'latin1')),
    weight: 2,
  },
  { arbitrary: fc.uint8Array({ maxLength: 120 }).map((bytes) => Buffer.from(bytes)), weight: 1 },
)

const odd = fc
  .record({
    asks,
    bytes: oddBytes,
    keep: fc.oneof(fc.constant(1), fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
    cuts: fc.array(fc.nat(), { maxLength: 3 }),
    // What stays open and says nothing costs a whole timeout.
    end: fc.constantFrom(
      'close' as const,
      'close' as const,
      'close' as const,
      'reset' as const,
      'keep' as const,
    ),
  })
  .map(({ asks, bytes, keep, cuts, end }): MutatedAnswer => {
    const kept = bytes.subarray(0, Math.ceil(bytes.length * keep))
    const at = [0, ...cuts.map((cut) => cut % (kept.length + 1)).toSorted((a, b) => a - b)]
    return { asks, pieces: at.map((start, n) => kept.subarray(start, at[n + 1])), end }
  })

/** More than was asked for, in one write: none of it may be taken for the answer to the next request. */
const tooMuch = fc
  .record({ asks, answer: framed.filter(({ status }) => status >= 200) })
  .map(({ asks, answer }): MutatedAnswer => {
    return { asks, pieces: [Buffer.concat([write(answer, []), surplus, surplus])], end: 'keep' }
  })

export const mutatedAnswer: fc.Arbitrary<MutatedAnswer> = fc.oneof(
  { arbitrary: odd, weight: 16 },
  { arbitrary: tooMuch, weight: 1 },
  { arbitrary: plain, weight: 3 },
)
