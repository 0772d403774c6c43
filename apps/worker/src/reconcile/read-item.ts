import type { Observation, ObservedSender } from '@disparo/core/internal/ledger'
import type { ReportMatch } from '@disparo/hi-platform/report'
import type { ReportItem } from '@disparo/hi-platform/rest'

/** The item without the dates that are later than `latest` (epoch ms): what has not happened yet is no news. */
export function dropFutureDates(item: ReportItem, latest: number): ReportItem {
  const { dispatchDate, sentDate, receivedDate, readDate } = item
  const isFuture = (date: Date | undefined) => date !== undefined && date.getTime() > latest
  if (![dispatchDate, sentDate, receivedDate, readDate].some(isFuture)) return item
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
export function isFromApi({ origin }: ReportItem): boolean {
  return !['operador', 'supervisor'].includes(origin.toLowerCase())
}

/**
 * What an item shows of the message it is matched with, whose sending began at `sendingAt`. Dates are kept as upstream
 * gives them; an item without any still says that the message was accepted.
 */
export function observationOf(id: string, item: ReportItem, sendingAt?: number): Observation {
  const { dispatchDate, sentDate, receivedDate, readDate } = item
  const isDated = [dispatchDate, sentDate, receivedDate, readDate].some((date) => date !== undefined)
  return {
    id,
    ...(isDated ? {} : { acceptedAt: sendingAt }),
    dispatchedAt: dispatchDate?.getTime(),
    sentAt: sentDate?.getTime(),
    receivedAt: receivedDate?.getTime(),
    readAt: readDate?.getTime(),
    billable: item.billable,
    origin: item.origin || undefined,
  }
}

/** With room for any way of writing it. */
const longestNumber = 40

/** The account's own number, by the latest of the items that are ours and say one. */
export function latestSender(matches: readonly ReportMatch[]): ObservedSender | undefined {
  let latest: ObservedSender | undefined
  for (const { item } of matches) {
    const number = item.sender.trim()
    const at = item.dispatchDate?.getTime()
    if (number === '' || number.length > longestNumber || at === undefined) continue
    if (latest === undefined || at >= latest.at) latest = { number, at }
  }
  return latest
}
