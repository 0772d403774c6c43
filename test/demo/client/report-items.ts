import { request } from 'undici'
import { z } from 'zod'
import type { ReportedMessage } from './judge-reported.js'

const Item = z.object({
  recipient: z.string(),
  sentDate: z.int(),
  receivedDate: z.int(),
  readDate: z.int(),
})
const Page = z.object({ data: z.object({ totalPages: z.int(), items: z.array(Item) }) })

/** Everything in a report since `from` (epoch seconds), by its largest pages. `url`: that of reports/hsm. */
export async function reportItems(
  url: string,
  authorization: string,
  from: number,
): Promise<ReportedMessage[]> {
  const items: ReportedMessage[] = []
  for (let pageNumber = 1, totalPages = 1; pageNumber <= totalPages; pageNumber++) {
    const query = { startDate: from, endDate: from + 86_400, pageSize: 1_000, pageNumber }
    const { statusCode, body } = await request(url, { query, headers: { authorization } })
    const text = await body.text()
    if (statusCode !== 200) throw new Error(`The report was answered ${statusCode}`)
    const { data } = Page.parse(JSON.parse(text))
    totalPages = data.totalPages
    items.push(...data.items.map(shownOf))
  }
  return items
}

/** A date of 0: not yet. */
function shownOf({ recipient, ...dates }: z.infer<typeof Item>): ReportedMessage {
  const status = dates.readDate
    ? 'read'
    : dates.receivedDate
      ? 'received'
      : dates.sentDate
        ? 'sent'
        : 'accepted'
  const come = Object.entries(dates).filter(([, date]) => date > 0)
  return { to: recipient, status, dates: Object.fromEntries(come) }
}
