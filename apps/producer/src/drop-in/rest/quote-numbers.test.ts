import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quoteNumbers } from './quote-numbers.js'

test.each([
  ['{"text":5364}', '{"text":"5364"}'],
  ['{"text" : 10.50 }', '{"text" : "10.50" }'],
  ['{"text":-0.5,"to":5511987654321}', '{"text":"-0.5","to":"5511987654321"}'],
  ['{"text":12345678901234567890}', '{"text":"12345678901234567890"}'],
  ['{"text":\n1e3\n}', '{"text":\n"1e3"\n}'],
  ['{"text": 7 // sete\n}', '{"text": "7" // sete\n}'],
  ['{"coupon_code":2026,"externalLabel":11}', '{"coupon_code":"2026","externalLabel":"11"}'],
])('%s is read as %s', (json, meant) => {
  expect(quoteNumbers(json)).toBe(meant)
})

test.each([
  '{"text":"5364"}',
  '{"text":true}',
  '{"text":null}',
  '{"text":007}',
  '{"text":[1]}',
  '{"index":1}',
  String.raw`{"text":"a \"text\": 1, b"}`,
  '{"text":1.}',
])('%s stays as it is', (json) => {
  expect(quoteNumbers(json)).toBe(json)
})

test('what is valid JSON says the same, but for these numbers', () => {
  const numbersAsText = (name: string, value: unknown) =>
    ['to', 'text', 'coupon_code', 'externalLabel'].includes(name) && typeof value === 'number'
      ? JSON.stringify(value)
      : value
  const field = fc.constantFrom('to', 'text', 'index', '"text"', String.raw`a\"text`)
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.string(),
      field,
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.oneof(field, fc.string()), tie('value'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }))
  fc.assert(
    fc.property(value, fc.constantFrom(undefined, 2), (value, indent) => {
      const json = JSON.stringify(value, undefined, indent)
      expect(JSON.parse(quoteNumbers(json))).toEqual(JSON.parse(JSON.stringify(value, numbersAsText)))
    }),
  )
})
