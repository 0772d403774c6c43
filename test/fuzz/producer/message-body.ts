import fc from 'fast-check'
import { type Mutation, mutate, mutation } from '../mutate-json.js'

/** What every generated message has in it, and no problem may repeat: one number in its writings, and this text. */
export const secretText = 'meu segredo'
export const secrets = /meu segredo|91357-?2468/

/** The canonical form of every recipient below. */
export const recipient = '5511913572468'
const recipients = fc.constantFrom<string | number>(
  recipient,
  '+55 (11) 91357-2468',
  '11913572468',
  '011 91357-2468',
  Number(recipient),
)

const characters = [...'abcXYZ019 áçãé$%&"\\/<>{}😀ß漢']
const text = (max: number) =>
  fc
    .string({ unit: fc.constantFrom(...characters), minLength: 1, maxLength: Math.min(max, 40) })
    .map((text) => text.replace(/ {2,}/g, ' '))
const parameter = (max: number) => fc.oneof(text(max), fc.constant(secretText))
const name = fc.stringMatching(/^[a-z_]{1,20}$/)
const link = fc.constantFrom('https://urldaimagem.com.br/imagem', 'http://a.example/%20?q=1#x')
const index = fc.integer({ min: 0, max: 9 })
const maybe = { requiredKeys: [] as never[] }

/** A moment that may be a message's `sendAt`: at most a year ahead. */
export function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString()
}

const terms = {
  lane: fc.constantFrom('urgent', 'bulk'),
  sendAt: fc.constantFrom(inDays(7), inDays(360)),
}
const tags = { category: fc.constantFrom('Marketing', 'Utility'), externalLabel: name }

const friendly = fc
  .record({
    to: recipients,
    template: fc.record({ namespace: name, elementName: name }),
    places: fc.record(
      {
        header: fc.oneof(
          fc.record({ text: parameter(60) }),
          fc.record({ image: link }),
          fc.record({ document: fc.record({ link, filename: name }, { requiredKeys: ['link'] }) }),
        ),
        body: fc.array(parameter(100), { maxLength: 6 }),
        otp: parameter(15),
        buttons: fc
          .tuple(parameter(100), parameter(15), index)
          .map(([url, coupon, index]) => [{ url }, { coupon, index }]),
        ...tags,
      },
      maybe,
    ),
  })
  .map(({ places, ...rest }) => ({ ...rest, ...places }))

const seed = fc
  .record({
    head: fc.record({ to: recipients, namespace: name, elementName: name }),
    tags: fc.record(tags, maybe),
    named: fc.boolean(),
    parts: fc.record(
      {
        header: fc.record({ type: fc.constant('text'), text: parameter(60) }).map((text) => [text]),
        body: fc.array(parameter(100), { maxLength: 6 }),
        otp: parameter(15),
        button: fc.record({
          type: fc.constant('url'),
          index: fc.oneof(index, index.map(String)),
          text: parameter(50),
        }),
      },
      maybe,
    ),
  })
  .map(({ head, tags, named, parts: { header, body, otp, button } }) => ({
    ...head,
    ...tags,
    components: [
      ...(header ? [{ type: 'header', parameters: header }] : []),
      ...(body ? [{ type: 'body', parameters: body.map((text, at) => variable(text, at, named)) }] : []),
      ...(otp ? [{ type: 'otp', parameters: [{ type: 'text', text: otp }] }] : []),
      ...(button ? [{ type: 'button', parameters: [button] }] : []),
    ],
  }))

function variable(text: string, at: number, named: boolean): object {
  return { ...(named && { variableName: `var_${at + 1}` }), type: 'text', text }
}

/** A message that must be taken, in either form and either wire format. */
export const validMessage: fc.Arbitrary<object> = fc.oneof(friendly, seed)

/** The same with its terms, as the route for one message takes it. */
export const validSingle: fc.Arbitrary<object> = fc
  .tuple(validMessage, fc.record(terms, maybe))
  .map(([message, terms]) => ({ ...message, ...terms }))

/** A message that was valid before it was changed; it may still be. */
export const mutatedMessage: fc.Arbitrary<unknown> = fc
  .tuple(validSingle, fc.array(mutation, { minLength: 1, maxLength: 4 }))
  .map(([message, mutations]: [object, Mutation[]]) => mutate(message, mutations))
