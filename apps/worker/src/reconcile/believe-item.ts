import type { ReportItem } from '@disparo/core/hi'
import type { Observation } from '@disparo/core/ledger'

/** The item without the dates that are later than `latest` (epoch ms): what has not happened yet is no news. */
export function withoutFuture(item: ReportItem, latest: number): ReportItem {
  const past = (date: Date | undefined) => (date && date.getTime() <= latest ? date : undefined)
  return {
    ...item,
    dispatchDate: past(item.dispatchDate),
    sentDate: past(item.sentDate),
    receivedDate: past(item.receivedDate),
    readDate: past(item.readDate),
  }
}

/** Operators and supervisors send as well (001, parameter `origin`), sometimes what we send to whom we send it. */
export function byApi({ origin }: ReportItem): boolean {
  return !['operador', 'supervisor'].includes(origin.toLowerCase())
}

/** What an item shows of the message it is matched with. Dates are kept as upstream gives them. */
export function observation(id: string, item: ReportItem): Observation {
  return {
    id,
    dispatchedAt: item.dispatchDate?.getTime(),
    sentAt: item.sentDate?.getTime(),
    receivedAt: item.receivedDate?.getTime(),
    readAt: item.readDate?.getTime(),
    billable: item.billable,
    origin: item.origin || undefined,
  }
}
