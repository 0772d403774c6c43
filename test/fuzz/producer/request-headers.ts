import fc from 'fast-check'

const knownTypes = ['application/json', 'text/csv', 'application/x-ndjson', 'application/jsonl']
const twists: readonly ((type: string) => string)[] = [
  (type) => type,
  (type) => type.toUpperCase(),
  (type) => `${type};charset=utf-8`,
  (type) => `${type}; charset=utf-16`,
  (type) => `${type} ;;; `,
  (type) => `${type},text/csv`,
  (type) => `text/csv, ${type}`,
  (type) => `application/json; x=${type}`,
  (type) => `${type}; boundary="a;b`,
  (type) => ` ${type}\t`,
  (type) => `${type}/x`,
  (type) => `x${type}`,
  (type) => type.replace('/', ''),
]

/** What undici lets through: visible ASCII and Latin-1, spaces and tabs. */
const headerText = fc.string({
  unit: fc.constantFrom(...' \t!"#,;:=/\\()<>@[]{}?*azAZ09-_.%\u00e9\u00ff'),
  maxLength: 60,
})

export const contentType: fc.Arbitrary<string> = fc.oneof(
  {
    arbitrary: fc
      .tuple(fc.constantFrom(...knownTypes), fc.constantFrom(...twists))
      .map(([type, twist]) => twist(type)),
    weight: 4,
  },
  {
    arbitrary: fc.constantFrom('', 'x', 'text/plain', 'multipart/form-data', '__proto__', 'a/b;c', '*/*'),
    weight: 1,
  },
  { arbitrary: headerText, weight: 1 },
)

const authorization = fc.oneof(
  fc.constantFrom(
    '{authorization}',
    'Bearer x',
    'Basic',
    'Basic ',
    'Basic Og==',
    'Basic %%%',
    'Digest a="b"',
    `Basic ${'x'.repeat(6_000)}`,
    `${'a'.repeat(6_000)} b`,
    '{authorization}, {authorization}',
  ),
  headerText,
  headerText.map((text) => `Basic ${Buffer.from(text).toString('base64')}`),
)
const idempotencyKey = fc.oneof(
  headerText,
  fc.constantFrom(
    '',
    ' ',
    'a',
    '__proto__',
    ':',
    '{message}',
    'x'.repeat(200),
    'x'.repeat(201),
    'x'.repeat(9_000),
  ),
)

/** Headers that are not there most of the time, and odd when they are. */
export const oddHeaders: fc.Arbitrary<Record<string, string>> = fc.record(
  {
    authorization,
    'idempotency-key': idempotencyKey,
    accept: headerText,
    'accept-encoding': fc.constantFrom('gzip', 'br;q=1', '*', ''),
    origin: headerText,
    range: fc.constantFrom('bytes=0-', 'bytes=9-1', 'x'),
    'x-http-method-override': fc.constantFrom('DELETE', '__proto__'),
    'x-request-id': headerText,
    'accept-version': headerText,
    'if-none-match': headerText,
    'x-long': fc.constantFrom('x'.repeat(3_000), 'x'.repeat(15_000)),
  },
  { requiredKeys: [] },
)
