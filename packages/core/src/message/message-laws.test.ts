import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Message } from './message.js'
import { parseMessage } from './parse-message.js'
import { renderMessage } from './render-message.js'
import { WireFormat } from './wire-format.js'

const word = (maxLength: number) =>
  fc.stringMatching(/^[\p{L}\p{N}😀$]+$/u, { maxLength }).filter((text) => text.length > 0)
const maybe = { requiredKeys: [] as never[] }
const index = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }).map(String))
const link = fc.webUrl()

const headerParameter = fc.oneof(
  word(60).map((text) => ({ type: 'text', text })),
  link.map((link) => ({ type: 'image', image: { link } })),
  link.map((link) => ({ type: 'video', video: { link } })),
  fc
    .record({ link, filename: word(40) }, { requiredKeys: ['link'] })
    .map((document) => ({ type: 'document', document })),
)
const components = fc
  .record(
    {
      header: headerParameter.map((parameter) => ({ type: 'header', parameters: [parameter] })),
      body: fc
        .array(
          word(30).map((text) => ({ type: 'text', text })),
          { maxLength: 8 },
        )
        .map((parameters) => ({ type: 'body', parameters })),
      otp: word(15).map((text) => ({ type: 'otp', parameters: [{ type: 'text', text }] })),
      coupon: fc
        .record({ index, type: fc.constant('coupon'), coupon_code: word(15) })
        .map((parameter) => ({ type: 'button', parameters: [parameter] })),
      url: fc
        .record({ type: fc.constant('url'), index, text: word(30) })
        .map((parameter) => ({ type: 'button', parameters: [parameter] })),
    },
    maybe,
  )
  .map((parts) => Object.values(parts))
const body = fc.record(
  {
    category: word(20),
    to: fc.constantFrom('5511987554321', '(11) 98755-4321', '551199999999', '+51 987654321'),
    namespace: word(40),
    elementName: word(40),
    components,
    externalLabel: word(40),
  },
  { requiredKeys: ['to', 'namespace', 'elementName'] },
)

describe('whatever is wrong', () => {
  it('has a code', () => {
    const anything = fc.record(
      {
        ...{ to: fc.anything(), namespace: fc.anything(), elementName: fc.anything(), body: fc.anything() },
        ...{ components: fc.array(fc.anything()), template: fc.anything(), header: fc.anything() },
        ...{ buttons: fc.array(fc.anything()), otp: fc.anything(), metadata: fc.anything() },
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.oneof(anything, fc.anything()), (input) => {
        const parsed = parseMessage(input)
        const uncoded = parsed.ok ? [] : parsed.problems.filter(({ code }) => code === undefined)
        expect(uncoded).toEqual([])
      }),
    )
  })
})

function canonical(input: unknown): Message {
  const parsed = parseMessage(input)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.message
}

describe('a message', () => {
  it('is the same after going through either wire format', () => {
    fc.assert(
      fc.property(body, fc.constantFrom(...WireFormat.options), (input, format) => {
        const message = canonical(input)
        expect(Message.parse(renderMessage(message, format))).toStrictEqual(message)
        const sent = JSON.parse(JSON.stringify(renderMessage(message, format)))
        expect(canonical({ ...sent, to: `+${sent.to}` })).toStrictEqual(message)
      }),
    )
  })

  it('is the same in both formats', () => {
    fc.assert(
      fc.property(body, (input) => {
        const message = canonical(input)
        expect(Message.parse(renderMessage(message, 'botmaker'))).toStrictEqual(
          Message.parse(renderMessage(message, 'hi')),
        )
      }),
    )
  })

  it('keeps a variable’s own name through the Botmaker format', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(names, (variableNames) => {
        const parameters = variableNames.map((variableName) => ({ variableName, type: 'text', text: 'x' }))
        const input = {
          to: '551199999999',
          namespace: 'n',
          elementName: 'e',
          components: [{ type: 'body', parameters }],
        }
        expect(renderMessage(canonical(input), 'botmaker')).toEqual(input)
      }),
    )
  })
})

describe('parseMessage, given anything', () => {
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withSparseArray: true,
    withTypedArray: true,
    withObjectString: true,
  })
  const nearly = fc.record(
    {
      to: anything,
      namespace: anything,
      elementName: anything,
      template: anything,
      header: fc.oneof(anything, fc.record({ document: anything, text: anything }, maybe)),
      body: fc.oneof(anything, fc.array(anything)),
      buttons: fc.array(fc.record({ url: anything, coupon: anything, index: anything }, maybe)),
      components: fc.array(
        fc.record({
          type: fc.constantFrom('header', 'body', 'otp', 'button', 'x'),
          parameters: fc.oneof(
            anything,
            fc.array(
              fc.oneof(
                anything,
                fc.record(
                  {
                    type: fc.constantFrom('text', 'image', 'document', 'url', 'coupon'),
                    index: anything,
                    text: anything,
                    document: anything,
                    variableName: anything,
                  },
                  maybe,
                ),
              ),
            ),
          ),
        }),
      ),
    },
    maybe,
  )

  it('answers with a message or with problems, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(anything, nearly), (input) => {
        const parsed = parseMessage(input)
        if (parsed.ok) expect(Message.parse(parsed.message)).toStrictEqual(parsed.message)
        else expect(parsed.problems.length).toBeGreaterThan(0)
      }),
      { numRuns: 500 },
    )
  })

  it('never repeats a value of the input', () => {
    const secret = fc.constantFrom(
      '5511987554321',
      'segredo',
      'segredo\n',
      11987554321,
      ['segredo'],
      { segredo: 'segredo' },
      'segredo'.repeat(999),
    )
    const leaky = fc.record(
      {
        to: secret,
        namespace: secret,
        template: secret,
        header: fc.record({ text: secret, image: secret, document: secret }, maybe),
        body: fc.array(secret),
        otp: secret,
        buttons: fc.array(fc.record({ url: secret, coupon: secret, index: secret }, maybe)),
        components: fc.array(
          fc.record({
            type: fc.oneof(secret, fc.constantFrom('header', 'body', 'otp', 'button')),
            parameters: fc.oneof(
              secret,
              fc.array(
                fc.record(
                  {
                    type: fc.oneof(secret, fc.constantFrom('text', 'image', 'url', 'coupon')),
                    text: secret,
                    image: secret,
                    index: secret,
                    coupon_code: secret,
                    variableName: secret,
                  },
                  maybe,
                ),
              ),
            ),
          }),
        ),
        '+5511987554321': secret,
      },
      maybe,
    )
    fc.assert(
      fc.property(leaky, (input) => {
        const parsed = parseMessage(input)
        fc.pre(!parsed.ok)
        for (const { path, message } of parsed.ok ? [] : parsed.problems) {
          expect(message).not.toMatch(/segredo|1987554321/)
          expect(path).not.toContain('1987554321')
        }
      }),
      { numRuns: 500 },
    )
  })
})
