import fc from 'fast-check'
import { splice, spliceBytes } from '../mutate-bytes.js'
import { anyCsv, validCsv } from './csv-text.js'
import { anyRows, anyText, type Rows, validRows, validText } from './json-text.js'
import { inDays } from './message-body.js'
import { contentType, oddHeaders } from './request-headers.js'
import { oddPath, oddQuery } from './request-path.js'

/** `good`: so many messages of it must be taken; `undefined`: it may be refused. */
export interface HttpRequest {
  readonly kind: 'http'
  readonly method: string
  /** Places in braces are filled when it is sent: see `fillPlaces`. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Buffer
  readonly good?: number
}

/** Bytes as they are written to a connection, with a pause of one turn of the loop between the pieces. */
export interface RawRequest {
  readonly kind: 'raw'
  readonly pieces: readonly Buffer[]
  readonly end: 'half-close' | 'reset'
}

export type ProducerRequest = HttpRequest | RawRequest

const messages = '/v1/accounts/{account}/messages'
const batches = '/v1/accounts/{account}/batches'
const authorization = '{authorization}'
const json = 'application/json'

const keyHeader = fc.constantFrom(undefined, '{newKey}')
const post = (path: string, type: string, body: Buffer, key?: string): HttpRequest => ({
  kind: 'http',
  method: 'POST',
  path,
  headers: { authorization, 'content-type': type, ...(key !== undefined && { 'idempotency-key': key }) },
  body,
})

const goodMessage = fc
  .tuple(validText, keyHeader)
  .map(([body, key]) => ({ ...post(messages, json, body, key), good: 1 }))
const badMessage = fc.tuple(anyText, keyHeader).map(([body, key]) => post(messages, json, body, key))

const batchQuery = fc.constantFrom('', '', '?lane=urgent', '?strict=true', `?sendAt=${inDays(30)}`)
const goodBatch = fc
  .tuple(fc.oneof(validRows, validCsv), batchQuery, keyHeader)
  .map(([{ type, body, good }, query, key]) => {
    const request = post(`${batches}${query}`, type, body, key)
    // Where any row is bad, `strict` refuses all; and a batch of bad rows alone is refused.
    return query === '?strict=true' || good === 0 ? request : { ...request, good }
  })
const checkedQuery = fc.constantFrom(
  '?check=true',
  '?check=true&replace=true&unique=to',
  '?template=aviso&namespace=default&map=to%3Dtelefone&map=body1%3Dto&ignoreColumns=true',
  `?sha256=${'0'.repeat(64)}`,
)
const badBatch = fc
  .tuple(fc.oneof(anyRows, anyCsv), fc.oneof(batchQuery, checkedQuery, oddQuery), keyHeader)
  .map(([{ type, body }, query, key]) => post(`${batches}${query}`, type, body, key))

const anyBody: fc.Arbitrary<Pick<Rows, 'body'>> = fc.oneof(
  validCsv,
  anyCsv,
  validRows,
  fc.oneof(validText, anyText).map((body) => ({ body })),
)
const oddlyLabelled = fc
  .record({
    path: fc.constantFrom(messages, batches),
    type: contentType,
    headers: oddHeaders,
    given: anyBody,
  })
  .map(({ path, type, headers, given }): HttpRequest => {
    const { body } = given
    return {
      kind: 'http',
      method: 'POST',
      path,
      headers: { authorization, 'content-type': type, ...headers },
      body,
    }
  })
const method = fc.constantFrom('GET', 'GET', 'POST', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE')
const oddlyAddressed = fc
  .record({ method, path: oddPath, query: oddQuery, headers: oddHeaders, body: anyText })
  .map(({ method, path, query, headers, body }): HttpRequest => {
    const address = { kind: 'http' as const, method, path: `${path}${query}` }
    const known = { authorization, ...headers }
    if (method !== 'POST' && method !== 'PUT') return { ...address, headers: known }
    return { ...address, headers: { 'content-type': json, ...known }, body }
  })

const head = (path: string, type: string, length: string): string =>
  `POST ${path} HTTP/1.1\r\nHost: a\r\nAuthorization: ${authorization}\r\nContent-Type: ${type}\r\n${length}\r\n\r\n`
const chunked = (body: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n0\r\n\r\n')])
const whole = fc
  .record({
    body: fc.oneof(validText, anyText).filter((body) => body.length > 0),
    rows: fc.oneof(validCsv, validRows),
    asBatch: fc.boolean(),
    inChunks: fc.boolean(),
  })
  .map(({ body, rows, asBatch, inChunks }) => {
    const content = asBatch ? rows.body : body
    const length = inChunks ? 'Transfer-Encoding: chunked' : `Content-Length: ${content.length}`
    const start = head(asBatch ? batches : messages, asBatch ? rows.type : json, length)
    return Buffer.concat([Buffer.from(start), inChunks ? chunked(content) : content])
  })
const pipelined = fc.array(whole, { minLength: 1, maxLength: 4 }).map((all) => Buffer.concat(all))
const garbled = fc
  .tuple(pipelined, fc.array(splice, { minLength: 1, maxLength: 3 }))
  .map(([bytes, splices]) => spliceBytes(bytes, splices))
const oddLines = fc
  .constantFrom(
    'GET / HTTP/1.1\r\n\r\n',
    'GET /healthz HTTP/0.9\r\n\r\n',
    'GET /healthz HTTP/1.0\r\n\r\n',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n',
    'OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n',
    'GET http://other.example/healthz HTTP/1.1\r\nHost: a\r\n\r\n',
    'GET /healthz HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n',
    `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
    `GET /healthz HTTP/1.1\r\nHost: a\r\n${'X: y\r\n'.repeat(3_000)}\r\n`,
    'POST /healthz HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\nabcde',
    'POST /healthz HTTP/1.1\r\nHost: a\r\nExpect: a-miracle\r\nContent-Length: 0\r\n\r\n',
    'POST /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'POST /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n',
    'POST /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n',
    'GET /v1/accounts/\u00ff HTTP/1.1\r\nHost: a\r\n\r\n',
  )
  .map((text) => Buffer.from(text, 'latin1'))
const bytes = fc.oneof(
  { arbitrary: pipelined, weight: 3 },
  { arbitrary: garbled, weight: 5 },
  { arbitrary: oddLines, weight: 2 },
  { arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)), weight: 1 },
)
const raw = fc
  .record({
    bytes,
    cuts: fc.array(fc.nat(), { maxLength: 3 }),
    keep: fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
    end: fc.constantFrom('half-close' as const, 'half-close' as const, 'reset' as const),
  })
  .map(({ bytes, cuts, keep, end }): RawRequest => {
    const kept = bytes.subarray(0, Math.ceil(bytes.length * keep))
    const at = [0, ...cuts.map((cut) => cut % (kept.length + 1)).toSorted((a, b) => a - b)]
    return { kind: 'raw', pieces: at.map((start, n) => kept.subarray(start, at[n + 1])), end }
  })

export const producerRequest: fc.Arbitrary<ProducerRequest> = fc.oneof(
  { arbitrary: goodMessage, weight: 12 },
  { arbitrary: badMessage, weight: 30 },
  { arbitrary: goodBatch, weight: 6 },
  { arbitrary: badBatch, weight: 16 },
  { arbitrary: oddlyLabelled, weight: 12 },
  { arbitrary: oddlyAddressed, weight: 14 },
  { arbitrary: raw, weight: 10 },
)
