import { z } from 'zod'

const Text = z.union([z.string(), z.number().transform(String)])
const OptionalText = Text.transform((text) => (text === '' ? undefined : text))
  .optional()
  .catch(undefined)
const Numeric = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
const Count = Numeric.pipe(z.int().nonnegative())
/** Epoch seconds, within what a Date can hold; missing, zero or unreadable means: not yet. */
const Moment = Numeric.pipe(z.number().positive().max(8.64e12))
  .transform((seconds) => new Date(seconds * 1000))
  .optional()
  .catch(undefined)

/** One dispatched message as the report shows it (001, "Relatório via API"). An absent date means: not yet. */
export const ReportItem = z.object({
  /** The documented report has none; should it come, it says whose the item is. */
  id: OptionalText,
  recipient: Text.pipe(z.string().min(1)),
  elementName: Text.pipe(z.string().min(1)),
  namespace: Text.catch(''),
  sender: Text.catch(''),
  /** As it comes: the example says `API`, the parameter's values are `operador`, `supervisor`, `api`. */
  origin: Text.catch(''),
  operatorName: OptionalText,
  billable: z.boolean().optional().catch(undefined),
  externalLabel: OptionalText,
  dispatchDate: Moment,
  sentDate: Moment,
  receivedDate: Moment,
  readDate: Moment,
})
export type ReportItem = Readonly<z.infer<typeof ReportItem>>

/** A missing status is let pass; any other than OK makes the page no proof of anything. */
const Envelope = z.object({
  status: z.string().regex(/^ok$/i).optional(),
  data: z.object({
    totalResults: Count,
    totalPages: Count,
    pageNumber: Count,
    items: z.array(z.unknown()),
  }),
})

export interface ReportPage {
  readonly totalResults: number
  readonly totalPages: number
  /** From 1. */
  readonly pageNumber: number
  readonly items: readonly ReportItem[]
  /** Items dropped because they have no recipient or template. While there are any, absence proves nothing. */
  readonly badItems: number
}

/**
 * Reads a page of the report: unknown fields are ignored and bad items counted, but what is no page at all (an error, a
 * body that was cut, missing counts or items) is `undefined`, never an empty page: that would prove messages absent.
 */
export function readReport(body: string): ReportPage | undefined {
  const envelope = Envelope.safeParse(readJsonBody(body))
  if (!envelope.success) return undefined
  const { items: rows, ...counts } = envelope.data.data
  const items = rows.map((row) => ReportItem.safeParse(row)).flatMap((row) => (row.success ? [row.data] : []))
  return { ...counts, items, badItems: rows.length - items.length }
}

function readJsonBody(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
