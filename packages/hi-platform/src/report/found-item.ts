import { phoneSuffix } from '@disparo/core/internal/message'
import type { ReportItem } from '../rest/index.js'

/** A report item on its way to a message. Two equal items are two of these: twins are told apart by being two. */
export interface FoundItem {
  readonly item: ReportItem
  /** The key of the person whose it is; `undefined`: several of those we sent to can be meant. */
  readonly recipient: string | undefined
  readonly lastEight: string
  readonly dispatchedAt: number | undefined
}

/** In the order of dispatch, then of the other dates, whatever order the pages had. What has no date comes last. */
export function sortItems(
  items: readonly ReportItem[],
  whose: (written: string) => string | undefined,
): FoundItem[] {
  // Few have all their dates in common: of the others nobody asks.
  const rests = new Map<ReportItem, string>()
  const rest = (item: ReportItem): string => {
    const text = rests.get(item) ?? restOf(item)
    rests.set(item, text)
    return text
  }
  return items
    .toSorted((a, b) => compareDates(a, b) || compareText(rest(a), rest(b)))
    .map((item) => ({
      item,
      recipient: whose(item.recipient),
      lastEight: phoneSuffix(item.recipient),
      dispatchedAt: item.dispatchDate?.getTime(),
    }))
}

/** The first thing that is known to have happened to it; none is later than anything. */
export function earliestDate({ item }: FoundItem): number {
  const { dispatchDate, sentDate, receivedDate, readDate } = item
  return Math.min(momentOf(dispatchDate), momentOf(sentDate), momentOf(receivedDate), momentOf(readDate))
}

function momentOf(date: Date | undefined): number {
  return date?.getTime() ?? Number.POSITIVE_INFINITY
}

export function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}

function compareDates(a: ReportItem, b: ReportItem): number {
  return (
    compareMoments(a.dispatchDate, b.dispatchDate) ||
    compareMoments(a.sentDate, b.sentDate) ||
    compareMoments(a.receivedDate, b.receivedDate) ||
    compareMoments(a.readDate, b.readDate)
  )
}

function compareMoments(a: Date | undefined, b: Date | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined)
  return a.getTime() - b.getTime()
}

/** Only so that which of two items is first never depends on the order they came in. */
function restOf(item: ReportItem): string {
  const { id, recipient, sender, origin, operatorName, billable, namespace, elementName, externalLabel } =
    item
  return JSON.stringify([
    id,
    recipient,
    sender,
    origin,
    operatorName,
    billable,
    namespace,
    elementName,
    externalLabel,
  ])
}
