import type { Disparo } from '@disparo/core'
import { recipientKey } from '@disparo/core/internal/message'
import { type ReportItem, reportItem } from './report-item.js'
import type { ReportQuery } from './report-query.js'

interface ReportPage {
  readonly totalResults: number
  readonly totalPages: number
  readonly pageNumber: number
  readonly items: readonly ReportItem[]
}

/**
 * A page of what these accounts dispatched, one account after the other, each in the order in which it became known.
 * One account's messages are only ever added at the end, so its pages never overlap. Of several, an account's may
 * move back while one before it goes on sending within the time asked for: then an item can come twice, none is missed.
 */
export async function readReportPage(accounts: readonly Disparo[], query: ReportQuery): Promise<ReportPage> {
  const { startDate: from, endDate: to, pageSize, pageNumber } = query
  const items: ReportItem[] = []
  let total = 0
  let skip = (pageNumber - 1) * pageSize
  let room = pageSize
  for (const { disparo, sender } of await askedFor(accounts, query)) {
    const page = await disparo.dispatched({ from, to, offset: skip, limit: Math.max(1, room) })
    if (room > 0) items.push(...page.items.map((message) => reportItem(message, sender)))
    total += page.total
    // By place, as messages that the ledger has forgotten since keep theirs.
    room -= Math.min(room, Math.max(0, page.total - skip))
    skip = Math.max(0, skip - page.total)
  }
  return { totalResults: total, totalPages: Math.ceil(total / pageSize), pageNumber, items }
}

interface Source {
  readonly disparo: Disparo
  readonly sender: string | undefined
}

/**
 * The accounts whose messages are asked for. All that we send has the origin "api". An account's sender is learnt from
 * Hi Platform's report; until then no filter by sender finds its messages.
 */
async function askedFor(accounts: readonly Disparo[], { origin, sender }: ReportQuery): Promise<Source[]> {
  if (origin !== undefined && origin !== 'api') return []
  const known = await Promise.all(
    accounts.map(async (disparo) => ({ disparo, sender: (await disparo.report()).sender })),
  )
  const wanted = new Set(sender.map(recipientKey))
  return known.filter(
    ({ sender: own }) => wanted.size === 0 || (own !== undefined && wanted.has(recipientKey(own))),
  )
}
