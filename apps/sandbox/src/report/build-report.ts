import type { Arrival } from '../arrivals/arrivals.js'
import { type Dates, datesOf, toSeconds } from '../delivery/dates.js'
import { type DeliveryOptions, DISPATCH_WITHIN_MS, type Timeline, timelineOf } from '../delivery/timeline.js'
import { createRandomFor } from '../random.js'
import type { ForeignItem } from './foreign-items.js'
import type { ReportQuery } from './report-query.js'

/** An item is there from its dispatch on. */
interface ReportItem extends Dates {
  readonly sender: string
  readonly recipient: string
  readonly origin: ForeignItem['origin']
  readonly namespace: string
  readonly elementName: string
  readonly operatorName: string
  readonly billable: true
  readonly externalLabel: string
  readonly dispatchDate: number
}

interface Report {
  readonly status: 'OK'
  readonly data: {
    readonly totalResults: number
    readonly totalPages: number
    readonly pageNumber: number
    readonly items: readonly ReportItem[]
  }
}

/** A message accepted here, or somebody else's. */
type Reported = Arrival | ForeignItem

export interface ReportOptions extends DeliveryOptions {
  readonly sender: string
  /** Puts the rows of each page in an order of their own, the same each time. Default `false`. */
  readonly shuffleReport?: boolean
}

interface Row {
  readonly dispatched: Reported
  readonly timeline: Timeline
}

/**
 * Pages are cut in the order of dispatch, so that what is dispatched between two requests never moves an item to
 * another page: at any one moment the pages are disjoint and complete, whatever the order of rows within each.
 */
export function buildReport(
  all: readonly Reported[],
  query: ReportQuery,
  options: ReportOptions,
  now: number,
): Report {
  const wanted = dispatchedIn(
    all.filter((dispatched) => matches(dispatched, query, options)),
    query,
    options,
    now,
  )
  const first = (query.pageNumber - 1) * query.pageSize
  const page = wanted.slice(first, first + query.pageSize)
  const rows = options.shuffleReport ? shuffled(page, options.seed) : page
  return {
    status: 'OK',
    data: {
      totalResults: wanted.length,
      totalPages: Math.ceil(wanted.length / query.pageSize),
      pageNumber: query.pageNumber,
      items: rows.map(({ dispatched, timeline }) => toItem(dispatched, timeline, options, now)),
    },
  }
}

function matches(dispatched: Reported, query: ReportQuery, options: ReportOptions): boolean {
  const { origin, sender } = sourceOf(dispatched, options)
  const originFits = query.origin === undefined || query.origin === origin.toLowerCase()
  const senderFits = query.sender === undefined || query.sender.length === 0 || query.sender.includes(sender)
  return originFits && senderFits
}

/** Everything accepted here comes from the API and has one sender. */
function sourceOf(
  dispatched: Reported,
  { sender }: ReportOptions,
): Pick<ForeignItem, 'origin' | 'operatorName' | 'sender'> {
  return 'origin' in dispatched ? dispatched : { origin: 'API', operatorName: '', sender }
}

function dispatchedIn(
  all: readonly Reported[],
  { startDate, endDate }: ReportQuery,
  options: ReportOptions,
  now: number,
): Row[] {
  const earliest = startDate * 1_000 - DISPATCH_WITHIN_MS / options.timeScale
  const latest = Math.min((endDate + 1) * 1_000, now)
  return all
    .filter(({ arrivedAt }) => arrivedAt >= earliest && arrivedAt <= latest)
    .map((dispatched) => ({ dispatched, timeline: timelineOf(dispatched, options) }))
    .filter(({ timeline: { dispatchedAt } }) => {
      const dispatchDate = toSeconds(dispatchedAt)
      return dispatchedAt <= now && dispatchDate >= startDate && dispatchDate <= endDate
    })
    .sort((left, right) => left.timeline.dispatchedAt - right.timeline.dispatchedAt)
}

function shuffled(rows: readonly Row[], seed: number): Row[] {
  const keyed = rows.map((row) => ({ row, key: createRandomFor(~seed, row.dispatched.n)() }))
  return keyed.sort((left, right) => left.key - right.key).map(({ row }) => row)
}

function toItem(dispatched: Reported, timeline: Timeline, options: ReportOptions, now: number): ReportItem {
  const { origin, operatorName, sender } = sourceOf(dispatched, options)
  return {
    sender,
    recipient: dispatched.to,
    origin,
    namespace: dispatched.namespace,
    elementName: dispatched.elementName,
    operatorName,
    billable: true,
    externalLabel: dispatched.externalLabel,
    dispatchDate: toSeconds(timeline.dispatchedAt),
    ...datesOf(timeline, now),
  }
}
