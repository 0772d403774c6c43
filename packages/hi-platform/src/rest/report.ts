import { hasControl } from '@disparo/core/internal/message'
import { z } from 'zod'
import type { ReportQuery } from './report-query.js'

/** No documented lengths exist; these keep an odd answer from filling Redis or a log. A control character makes it odd, too. */
function text(max: number) {
  return z.union([z.string().max(max), z.number().transform(String)]).refine((text) => !hasControl(text))
}
function optionalText(max: number) {
  return text(max)
    .transform((text) => (text === '' ? undefined : text))
    .optional()
    .catch(undefined)
}
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
  id: optionalText(128),
  recipient: text(64).pipe(z.string().min(1)),
  elementName: text(512).pipe(z.string().min(1)),
  namespace: text(256).catch(''),
  sender: text(64).catch(''),
  /** As it comes: the example says `API`, the parameter's values are `operador`, `supervisor`, `api`. */
  origin: text(64).catch(''),
  operatorName: optionalText(256),
  billable: z.boolean().optional().catch(undefined),
  externalLabel: optionalText(512),
  dispatchDate: Moment,
  sentDate: Moment,
  receivedDate: Moment,
  readDate: Moment,
})
export type ReportItem = Readonly<z.infer<typeof ReportItem>>

/** The seed's own sample has 1,917. */
const mostPages = 1_000_000

/** A missing status is let pass; any other than OK makes the page no proof of anything. */
const Envelope = z.object({
  status: z.string().regex(/^ok$/i).optional(),
  data: z.object({
    totalResults: Count,
    totalPages: Count.pipe(z.int().max(mostPages)),
    pageNumber: Count,
    items: z.array(z.unknown()),
  }),
})

/** The documented item has 12 fields; labels may have commas. */
const valuesPerItem = 500

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
 * body that was cut, missing counts or items) is `undefined`, never an empty page: that would prove messages absent. So is
 * a page with more items than were asked for, or far more in it than items have.
 */
export function readReport(
  body: string,
  { pageSize = 1_000 }: Pick<ReportQuery, 'pageSize'> = {},
): ReportPage | undefined {
  if (!isBoundedJson(body, valuesPerItem * (pageSize + 1))) return undefined
  const envelope = Envelope.safeParse(readJsonBody(body))
  if (!envelope.success) return undefined
  const { items: rows, ...counts } = envelope.data.data
  if (rows.length > pageSize) return undefined
  const items: ReportItem[] = []
  for (const row of rows) {
    const read = ReportItem.safeParse(row)
    // What is wrong with one is not kept: the errors of a page can be many times its size.
    if (read.success) items.push(read.data)
  }
  return { ...counts, items, badItems: rows.length - items.length }
}

function readJsonBody(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

const [brace, bracket, comma] = [0x7b, 0x5b, 0x2c]

/**
 * Whether a JSON text can have no more than so many values: counted by the marks that begin or part them, without parsing it.
 * A megabyte of `{},` is hundreds of thousands of objects.
 */
function isBoundedJson(text: string, mostValues: number): boolean {
  let values = 1
  for (let at = 0; at < text.length; at++) {
    const mark = text.charCodeAt(at)
    if ((mark === comma || mark === brace || mark === bracket) && ++values > mostValues) return false
  }
  return true
}
