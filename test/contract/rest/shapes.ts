import { z } from 'zod'
import type { Answer } from './ask.js'

const Seconds = z.int().min(0)

/** An item of the report, with the fields of seed 001's example and no others. A date of 0, or none: not yet. */
export const ReportItem = z.strictObject({
  sender: z.string(),
  recipient: z.string(),
  origin: z.string(),
  namespace: z.string(),
  elementName: z.string(),
  operatorName: z.string(),
  billable: z.boolean(),
  externalLabel: z.string(),
  dispatchDate: Seconds,
  sentDate: Seconds.optional(),
  receivedDate: Seconds.optional(),
  readDate: Seconds.optional(),
})
export type ReportItem = z.infer<typeof ReportItem>

/** Seed 001, "Tendo como exemplo de retorno". Items are looked into by one clause alone. */
export const Report = z.strictObject({
  status: z.literal('OK'),
  data: z.strictObject({
    totalResults: Seconds,
    totalPages: Seconds,
    pageNumber: z.int().min(1),
    items: z.array(ReportItem.pick({ sender: true, recipient: true, dispatchDate: true }).loose()),
  }),
})
export type ReportData = z.infer<typeof Report>['data']

/** The answer to a message is documented nowhere; that of stand-ins is the report's envelope. */
export const Taken = z.strictObject({ status: z.literal('OK'), data: z.strictObject({ id: z.uuid() }) })

/** So are errors. `fields` are paths into the request. */
export const Refusal = z.strictObject({
  status: z.literal('ERROR'),
  message: z.string().min(1),
  fields: z.array(z.string()).optional(),
})

const count = z.string().regex(/^\d+$/).transform(Number)

/** Seed 001, "Cotas de consumo"; `Reset` is seconds left. */
export const QuotaHeaders = z.object({
  'x-rate-limit-limit': count,
  'x-rate-limit-remaining': count,
  'x-rate-limit-reset': count,
})

/** @throws ZodError, SyntaxError */
export function read<T>(shape: z.ZodType<T>, { text }: Pick<Answer, 'text'>): T {
  return shape.parse(JSON.parse(text))
}
