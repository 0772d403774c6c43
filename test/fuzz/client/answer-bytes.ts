import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { mutate, mutation } from '../mutate-json.js'
import { oddJson } from '../odd-json.js'

const status = fc.oneof(
  {
    arbitrary: fc.constantFrom(200, 201, 202, 204, 400, 401, 403, 404, 408, 422, 429, 500, 502, 503, 504),
    weight: 4,
  },
  { arbitrary: fc.integer({ min: 100, max: 999 }), weight: 1 },
)
const page = {
  status: 'OK',
  data: {
    totalResults: 1,
    totalPages: 1,
    pageNumber: 1,
    items: [
      {
        sender: '1',
        recipient: '551199999999',
        elementName: 'aviso',
        dispatchDate: 1_700_000_000,
        sentDate: 0,
      },
    ],
  },
}
const envelope = fc.constantFrom<unknown>(page, { status: 'OK', data: { id: 'a-1' } }, { messageId: 7 }, page)
const mutated = fc
  .tuple(envelope, fc.array(mutation, { minLength: 1, maxLength: 4 }))
  .map(([value, mutations]) => mutate(value, mutations))
export const text = fc.oneof(
  fc.oneof(mutated, envelope, oddJson).map((value) => Buffer.from(JSON.stringify(value) ?? '')),
  fc
    .constantFrom(
      '',
      '<html>503</html>',
      '{"data":',
      '\ufeff{}',
      `{"id":"${'x'.repeat(70_000)}"}`,
      '9'.repeat(500),
      `{"status":"OK","data":{"totalResults":1,"totalPages":1,"pageNumber":1,"items":[${'{},'.repeat(50_000)}{}]}}`,
    )
    .map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
)

export const oddHeader = fc.constantFrom(
  ...[
    'Content-Type: application/json',
    'Content-Type: text/html',
    'Content-Type:',
    'Content-Type: a\r\nContent-Type: b',
  ],
  ...[
    'X-Rate-Limit-Reset: 30',
    'X-Rate-Limit-Reset: -1',
    'X-Rate-Limit-Reset: 1e9',
    'X-Rate-Limit-Remaining: NaN',
  ],
  ...[
    'Retry-After: 5',
    'Retry-After: Wed, 21 Oct 2099 07:28:00 GMT',
    'Retry-After: 999999999999999',
    'Retry-After: x',
  ],
  ...[
    'Date: Sun, 06 Nov 1994 08:49:37 GMT',
    'Date: yesterday',
    'Location: http://127.0.0.1:9/',
    'Trailer: X-A',
  ],
  ...[
    'Connection: close',
    'Connection: keep-alive',
    'Connection: upgrade',
    'Upgrade: h2c',
    'Keep-Alive: timeout=0',
  ],
  ...[
    'Keep-Alive: timeout=99999999999',
    'Content-Encoding: gzip',
    'Set-Cookie: a=b',
    '__proto__: x',
    ': x',
    'a b: c',
  ],
  ...['Content-Length: 3', 'Content-Length: -1', 'Content-Length: 5, 5', 'Transfer-Encoding: chunked, gzip'],
  ...[
    ' folded: x',
    'X: \u0000',
    'X: \u00ff',
    `X-Long: ${'x'.repeat(5_000)}`,
    `X-Long: ${'x'.repeat(40_000)}`,
  ],
)

function chunked(body: Buffer, size: number): Buffer {
  const parts: Buffer[] = []
  for (let at = 0; at < body.length; at += size) {
    const part = body.subarray(at, at + size)
    parts.push(Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n'))
  }
  return Buffer.concat([...parts, Buffer.from('0\r\n\r\n')])
}

/** How the end of a body is told. */
type Framing = 'length' | 'chunked' | 'until-close' | 'gzip'

interface Framed {
  readonly status: number
  readonly body: Buffer
  readonly framing: Framing
  /** Bytes in a chunk. */
  readonly chunk: number
}

export const framed: fc.Arbitrary<Framed> = fc.record({
  status,
  body: text,
  framing: fc.constantFrom<Framing>('length', 'length', 'chunked', 'until-close', 'gzip'),
  chunk: fc.integer({ min: 1, max: 40 }).map((size) => size * 5),
})

export function write({ status, body, framing, chunk }: Framed, headers: readonly string[]): Buffer {
  const content = framing === 'gzip' ? gzipSync(body) : body
  const own: Record<Framing, string[]> = {
    length: [`Content-Length: ${content.length}`],
    gzip: [`Content-Length: ${content.length}`, 'Content-Encoding: gzip'],
    chunked: ['Transfer-Encoding: chunked'],
    'until-close': ['Connection: close'],
  }
  const head = [`HTTP/1.1 ${status} Whatever`, ...own[framing], ...headers].join('\r\n')
  const rest = framing === 'chunked' ? chunked(content, chunk) : content
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`, 'latin1'), rest])
}
