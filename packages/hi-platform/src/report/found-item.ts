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
  return items
    .map((item) => ({ item, rest: restOf(item) }))
    .sort((a, b) => compareDates(a.item, b.item) || compareText(a.rest, b.rest))
    .map(({ item }) => ({
      item,
      recipient: whose(item.recipient),
      lastEight: phoneSuffix(item.recipient),
      dispatchedAt: item.dispatchDate?.getTime(),
    }))
}

/** The first thing that is known to have happened to it; none is later than anything. */
export function earliestDate({ item }: FoundItem): number {
  const dates = [item.dispatchDate, item.sentDate, item.receivedDate, item.readDate]
  return Math.min(...dates.flatMap((date) => (date === undefined ? [] : [date.getTime()])))
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
