import { z } from 'zod'
import { recipientAt, sampleTemplate } from '../sample-messages.js'
import { isUrgentIndex, urgentTemplate } from '../urgent-delays.js'
import { receiptDates, shownAt } from './receipt-dates.js'
import type { Dispatched, Timeline } from './timeline.js'

/** What a report's request asks for (seed 001, "Relatório via API"): dates in epoch seconds, both within. */
const PageQuery = z.object({
  startDate: z.coerce.number(),
  endDate: z.coerce.number(),
  pageSize: z.coerce.number().int().max(1_000),
  pageNumber: z.coerce.number().int().min(1),
})
type PageQuery = Readonly<z.infer<typeof PageQuery>>

export function readPageQuery(query: URLSearchParams): PageQuery {
  return PageQuery.parse(Object.fromEntries(query))
}

/** The page as Hi Platform would answer it at `now` (epoch ms), and how many items are on it. */
export function reportPage(
  timeline: Timeline,
  { startDate, endDate, pageSize, pageNumber }: PageQuery,
  now: number,
): { readonly body: string; readonly items: number } {
  const [from, until] = [startDate * 1_000, Math.min((endDate + 1) * 1_000, now)]
  const totalResults = timeline.count(from, until)
  const shown = timeline.page(from, until, { offset: (pageNumber - 1) * pageSize, limit: pageSize })
  const items = shown.map((dispatched) => itemOf(dispatched, now))
  const data = { totalResults, totalPages: Math.ceil(totalResults / pageSize), pageNumber, items }
  return { body: JSON.stringify({ status: 'OK', data }), items: items.length }
}

function itemOf(dispatched: Dispatched, now: number): object {
  const { index } = dispatched
  const { sentAt, receivedAt, readAt } = shownAt(receiptDates(dispatched), now)
  return {
    sender: '5511912341234',
    recipient: recipientAt(index),
    origin: 'API',
    ...(isUrgentIndex(index) ? urgentTemplate : sampleTemplate),
    operatorName: '',
    billable: true,
    dispatchDate: sentAt / 1_000,
    sentDate: sentAt / 1_000,
    ...(receivedAt === undefined ? {} : { receivedDate: receivedAt / 1_000 }),
    ...(readAt === undefined ? {} : { readDate: readAt / 1_000 }),
  }
}
