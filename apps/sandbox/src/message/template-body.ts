import { z } from 'zod'

/** Not parsed for WhatsApp's finer rules: what the real service does not check, a client has to. */
const text = z.object({
  type: z.literal('text'),
  variableName: z.string().optional(),
  text: z.string().min(1),
})

const link = z.url({ protocol: /^https?$/ })

const headerParameter = z.discriminatedUnion('type', [
  text,
  z.object({ type: z.literal('image'), image: z.object({ link }) }),
  z.object({ type: z.literal('document'), document: z.object({ link, filename: z.string().optional() }) }),
  z.object({ type: z.literal('video'), video: z.object({ link }) }),
])

const index = z.union([z.int().nonnegative(), z.string().regex(/^\d+$/)])

const buttonParameter = z.discriminatedUnion('type', [
  z.object({ type: z.literal('url'), index, text: z.string().min(1) }),
  z.object({ type: z.literal('coupon'), index, coupon_code: z.string().min(1).max(15) }),
])

const component = z.discriminatedUnion('type', [
  z.object({ type: z.literal('header'), parameters: z.array(headerParameter).length(1) }),
  z.object({ type: z.literal('body'), parameters: z.array(text).min(1) }),
  z.object({ type: z.literal('otp'), parameters: z.array(text).length(1) }),
  z.object({ type: z.literal('button'), parameters: z.array(buttonParameter).min(1) }),
])

/** The body of POST message/template in both formats (Hi/Interaxa and Botmaker), as in seed 001's examples. */
export const TemplateBody = z.object({
  to: z.string().regex(/^\d{8,15}$/),
  namespace: z.string().trim().min(1),
  elementName: z.string().trim().min(1),
  components: z.array(component).optional(),
  externalLabel: z.string().optional(),
  category: z.string().optional(),
})

export type TemplateBody = z.infer<typeof TemplateBody>
