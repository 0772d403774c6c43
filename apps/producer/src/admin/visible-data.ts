import { z } from 'zod'
import { mask } from './mask-text.js'

/** Not there, or not what it should be: it is left out. */
const shown = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined)
const name = shown(z.string().max(512))
const whole = shown(z.int())

const Parameter = z
  .object({ type: shown(z.enum(['text', 'image', 'document', 'video', 'url', 'coupon'])) })
  .transform((parameter) => ({ ...parameter, value: mask }))

const Component = z.object({
  type: shown(z.enum(['header', 'body', 'otp', 'button'])),
  parameters: shown(z.array(Parameter)),
})

/** Of a message only which template it is, and how many parameters it has. */
const Message = z
  .object({
    category: name,
    namespace: name,
    elementName: name,
    components: shown(z.array(Component)),
  })
  .transform((message) => ({ to: mask, ...message }))

/** What of a lane's job is shown (see `SendJob`): neither recipient nor parameter, nor the hash of both. */
const SendData = z.object({
  message: shown(Message),
  batch: name,
  row: whole,
  expiresAt: whole,
  groupMax: whole,
})

/** What of a callback's job is shown (see `CallbackBody`): all but the label, which may be anything. */
const CallbackData = z.object({
  type: shown(z.string().regex(/^message\.[a-z]+$/)),
  timestamp: shown(z.iso.datetime()),
  data: shown(
    z.object({
      id: name,
      status: shown(z.string().regex(/^[a-z]+$/)),
      account: name,
      at: shown(z.iso.datetime()),
      batch: name,
      row: whole,
      timeline: shown(z.record(z.string().regex(/^[a-z]+$/), z.iso.datetime())),
    }),
  ),
})

const kinds = { send: SendData, callback: CallbackData }

/** What of a job's data may be seen, field by field: what is not known here is not shown. */
export function visibleData(jobName: string, data: unknown): unknown {
  const schema = Object.hasOwn(kinds, jobName) ? kinds[jobName as keyof typeof kinds] : undefined
  const parsed = schema?.safeParse(data)
  return parsed?.success ? parsed.data : mask
}
