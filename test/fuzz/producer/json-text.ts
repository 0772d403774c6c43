import fc from 'fast-check'
import { splice, spliceBytes } from '../mutate-bytes.js'
import { oddJson, oddText } from '../odd-json.js'
import { mutatedMessage, validMessage, validSingle } from './message-body.js'

/** What is deep as well as long has more blanks in its lines than a text can have. */
const longestSpread = 8_192

/** JSON as people send it: dense, spread over lines, with the seed's comments. */
const written = (value: fc.Arbitrary<unknown>): fc.Arbitrary<Buffer> =>
  fc
    .tuple(value, fc.constantFrom('dense', 'lines', 'comments'))
    .map(([value, how]) => {
      const dense = JSON.stringify(value)
      if (how === 'dense' || dense.length > longestSpread) return dense
      const lines = JSON.stringify(value, null, 2)
      return how === 'lines' ? lines : lines.replaceAll('\n', ' // posição do botão\n')
    })
    .map((text) => Buffer.from(text))

const broken = (text: fc.Arbitrary<Buffer>): fc.Arbitrary<Buffer> =>
  fc
    .tuple(text, fc.array(splice, { minLength: 1, maxLength: 3 }))
    .map(([text, splices]) => spliceBytes(text, splices))

/** What JSON.stringify never writes. */
const oddities: fc.Arbitrary<Buffer> = fc
  .oneof(
    fc.constantFrom(
      '',
      ' ',
      'null',
      '0',
      '""',
      '{}',
      '[]',
      '\ufeff{}',
      '/*',
      '//',
      '{"a":1e999999}',
      `{"to":${'9'.repeat(400)}}`,
      '{"to":"5511913572468","to":"551199999999","namespace":"n","elementName":"e","elementName":1}',
      '{"__proto__":{"to":"5511913572468"},"namespace":"n","elementName":"e"}',
      '{"constructor":{"prototype":{"a":1}}}',
      '{"\\u005f_proto__":1}',
      '{"to":"\\ud800","namespace":"\\u0000","elementName":"\\udfff\\ud800"}',
      `{"to":"5511913572468","namespace":"n","elementName":"${'x'.repeat(70_000)}"}`,
    ),
    fc.constantFrom(10, 1_000, 20_000, 60_000).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
    fc.constantFrom(10, 1_000, 10_000).map((depth) => `${'{"body":'.repeat(depth)}1${'}'.repeat(depth)}`),
    fc.constantFrom(10, 30_000).map((length) => `{"a":"${'\\"'.repeat(length)}`),
    fc.constantFrom(10, 30_000).map((length) => '/*'.repeat(length)),
  )
  .map((text) => Buffer.from(text))

export const validText: fc.Arbitrary<Buffer> = written(validSingle)

/** Anything that may be sent as the JSON of one message. */
export const anyText: fc.Arbitrary<Buffer> = fc.oneof(
  { arbitrary: written(mutatedMessage), weight: 6 },
  { arbitrary: broken(validText), weight: 3 },
  { arbitrary: written(oddJson), weight: 2 },
  { arbitrary: oddities, weight: 1 },
  { arbitrary: fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)), weight: 1 },
)

/** Rows, and how many of them must be taken. */
export interface Rows {
  readonly body: Buffer
  readonly good: number
  readonly type: 'application/json' | 'application/x-ndjson' | 'application/jsonl' | 'text/csv'
}

const keyed = fc
  .tuple(validMessage, fc.constantFrom(undefined, '{newKey}'))
  .map(([message, key]) => (key === undefined ? message : { ...message, key }))

/** Good rows and bad ones; every bad one is an object that can be read, and not taken. */
const rows = fc.array(
  fc.oneof(
    { arbitrary: keyed.map((row) => ({ row: row as object, good: true })), weight: 3 },
    { arbitrary: oddText.map((to) => ({ row: { to, namespace: 1 } as object, good: false })), weight: 1 },
  ),
  { minLength: 1, maxLength: 12 },
)

export const validRows: fc.Arbitrary<Rows> = fc
  .tuple(rows, fc.constantFrom('array', 'object', 'application/x-ndjson', 'application/jsonl'))
  .map(([rows, form]) => {
    const values = rows.map(({ row }) => row)
    const good = rows.filter((row) => row.good).length
    if (form === 'array' || form === 'object') {
      const body = Buffer.from(JSON.stringify(form === 'array' ? values : { messages: values }))
      return { body, good, type: 'application/json' }
    }
    const lines = values.map((row) => JSON.stringify(row)).join('\n')
    return { body: Buffer.from(`${lines}\n`), good, type: form as Rows['type'] }
  })

/** Rows of all sorts, broken somewhere. */
export const anyRows: fc.Arbitrary<Omit<Rows, 'good'>> = fc.oneof<fc.Arbitrary<Omit<Rows, 'good'>>[]>(
  fc
    .tuple(validRows, fc.array(splice, { minLength: 1, maxLength: 4 }))
    .map(([{ body, type }, splices]) => ({ type, body: spliceBytes(body, splices) })),
  fc
    .array(fc.oneof(anyText, validText), { maxLength: 8 })
    .map((lines) => Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')])))
    .map((body) => ({ type: 'application/x-ndjson', body })),
  fc
    .array(fc.oneof(oddJson, mutatedMessage, validMessage), { maxLength: 8 })
    .map((rows) => ({ type: 'application/json', body: Buffer.from(JSON.stringify(rows)) })),
)
