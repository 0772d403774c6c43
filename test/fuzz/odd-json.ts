import fc from 'fast-check'

/** Text that breaks what handles text carelessly. */
export const oddText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    'x\udfff',
    '\u2028',
    '\ufeff',
    '\ufffd',
    '\u202e',
    '__proto__',
    'constructor',
    'toString',
    'NaN',
    '{{1}}',
    '\r\nX: y',
    'a\tb',
    'e\u0301'.repeat(40),
    '👩‍👩‍👧‍👦'.repeat(20),
    'x'.repeat(5_000),
    '1'.repeat(400),
    '2026-02-30T00:00:00Z',
    '9999-12-31T23:59:59+00:00',
    '0000-01-01T00:00:00Z',
    '2026-11-27T09:00:00-23:59',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
)

const oddNumber = fc.oneof(
  fc.constantFrom(0, -0, -1, 1.5, 1e21, 1e308, 5e-324, 2 ** 53, -(2 ** 63), 5_511_913_572_468),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)

const nested = fc
  .record({ depth: fc.constantFrom(3, 50, 1_500), inObject: fc.boolean() })
  .map(({ depth, inObject }) => {
    let value: unknown = 1
    for (let level = 0; level < depth; level++) value = inObject ? { a: value } : [value]
    return value
  })

/** Any value JSON can have; some as own properties that look like a prototype's. */
export const oddJson: fc.Arbitrary<unknown> = fc.oneof(
  { arbitrary: fc.jsonValue({ maxDepth: 3 }), weight: 4 },
  { arbitrary: oddText, weight: 4 },
  { arbitrary: oddNumber, weight: 2 },
  { arbitrary: nested, weight: 1 },
  {
    arbitrary: fc
      .tuple(fc.constantFrom('__proto__', 'constructor', 'prototype', 'length'), fc.jsonValue())
      .map(([key, value]) => Object.defineProperty({}, key, { value, enumerable: true })),
    weight: 1,
  },
)
