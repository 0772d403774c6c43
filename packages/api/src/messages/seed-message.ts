import { z } from 'zod'

/** Characters are counted by the service, which takes an emoji for one. */
export function text(max: number) {
  return z.string().min(1).max(max)
}

export const link = text(2_048)
export const name = { namespace: text(256), elementName: text(512) }
export const label = { category: text(64).optional(), externalLabel: text(256).optional() }
/** Flat, and of at most 512 bytes as JSON. */
export const Metadata = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).meta({
  description:
    'Texts, numbers, `true` and `false` by their names, for who reads the answer: they are sent to nobody.',
  example: { order: 4711, store: 'SP-01' },
})
export const extras = { reference: text(128).optional(), metadata: Metadata.optional() }
export const lengths = { header: 60, body: 1_024, otp: 15, coupon: 100, url: 2_000, filename: 240 } as const

export const Recipient = z.union([z.string(), z.int()]).meta({
  description: 'In any usual writing; without a country code it is a number of the account’s country.',
  example: '551199999999',
})

/** The position of a button in the template; Hi Platform writes it as a number and as text. */
export const ButtonIndex = z.union([z.int().min(0).max(9), z.string().regex(/^[0-9]$/)])

const headerParameter = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: text(lengths.header) }),
  z.strictObject({ type: z.literal('image'), image: z.strictObject({ link }) }),
  z.strictObject({
    type: z.literal('document'),
    document: z.strictObject({ link, filename: text(lengths.filename).optional() }),
  }),
  z.strictObject({ type: z.literal('video'), video: z.strictObject({ link }) }),
])

const buttonParameter = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('url'), index: ButtonIndex, text: text(lengths.url) }),
  z.strictObject({ index: ButtonIndex, type: z.literal('coupon'), coupon_code: text(lengths.coupon) }),
])

const bodyParameter = z.strictObject({
  variableName: text(64).optional(),
  type: z.literal('text'),
  text: text(lengths.body),
})

const component = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('header'), parameters: z.tuple([headerParameter]) }),
  z.strictObject({ type: z.literal('body'), parameters: z.array(bodyParameter) }),
  z.strictObject({
    type: z.literal('otp'),
    parameters: z.tuple([z.strictObject({ type: z.literal('text'), text: text(lengths.otp) })]),
  }),
  z.strictObject({ type: z.literal('button'), parameters: z.tuple([buttonParameter]) }),
])

/** A message as Hi Platform's own REST API takes it (seed 001), in the Hi or the Botmaker format. */
export const SeedMessage = z.strictObject({
  category: label.category,
  to: Recipient,
  ...name,
  components: z.array(component).optional(),
  externalLabel: label.externalLabel,
  ...extras,
})
