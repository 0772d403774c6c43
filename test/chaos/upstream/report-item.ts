/** A row of the report, as the seed's sample has it. Dates are epoch seconds; 0: not yet. */
export interface ReportItem {
  readonly sender: string
  readonly recipient: string
  readonly origin: string
  readonly namespace: string
  readonly elementName: string
  readonly operatorName: string
  readonly billable: boolean
  readonly externalLabel: string
  readonly dispatchDate: number
  readonly sentDate: number
  readonly receivedDate: number
  readonly readDate: number
}

/** What the report knows, before anybody decides how it is written. */
export interface Row {
  readonly item: ReportItem
  /** Epoch ms from which on the report shows it. */
  readonly shownAt: number
}

/** Sent when it was dispatched, and received and read a second later each. */
export function datesFrom(dispatchMs: number) {
  const dispatchDate = Math.floor(dispatchMs / 1_000)
  return {
    dispatchDate,
    sentDate: dispatchDate,
    receivedDate: dispatchDate + 1,
    readDate: dispatchDate + 2,
  }
}

/** What has not happened by `nowMs` has no date yet. */
export function asOf(item: ReportItem, nowMs: number): ReportItem {
  const happened = (date: number) => (date * 1_000 <= nowMs ? date : 0)
  return { ...item, receivedDate: happened(item.receivedDate), readDate: happened(item.readDate) }
}
