import type { ReportItem } from '../hi/index.js'
import { recipientKey } from '../message/index.js'

/** A report item on its way to a message. Two equal items are two of these: twins are told apart by being two. */
export interface FoundItem {
  readonly item: ReportItem
  readonly recipient: string
  readonly dispatchedAt: number | undefined
}

/** In the order of dispatch, then of the other dates, whatever order the pages had. What has no date comes last. */
export function inOrder(items: readonly ReportItem[]): FoundItem[] {
  return items
    .map((item) => ({
      item,
      recipient: recipientKey(item.recipient),
      dispatchedAt: item.dispatchDate?.getTime(),
    }))
    .sort((a, b) => compareDates(a.item, b.item) || compareText(restOf(a.item), restOf(b.item)))
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
function restOf({ id, recipient, sender, origin, operatorName, billable }: ReportItem): string {
  return JSON.stringify([id, recipient, sender, origin, operatorName, billable])
}
