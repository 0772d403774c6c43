import type { Arrival } from '../arrivals/arrivals.js'
import { type DeliveryOptions, DISPATCH_WITHIN_MS, type Timeline, timelineOf } from '../delivery/timeline.js'
import type { ReportQuery } from './report-query.js'

/** Dates are epoch seconds; one that has not come yet is absent. */
export interface ReportItem {
  readonly sender: string
  readonly recipient: string
  readonly origin: 'API'
  readonly namespace: string
  readonly elementName: string
  readonly operatorName: ''
  readonly billable: true
  readonly externalLabel: string
  readonly dispatchDate: number
  readonly sentDate?: number
  readonly receivedDate?: number
  readonly readDate?: number
}

export interface Report {
  readonly status: 'OK'
  readonly data: {
    readonly totalResults: number
    readonly totalPages: number
    readonly pageNumber: number
    readonly items: readonly ReportItem[]
  }
}

export interface ReportOptions extends DeliveryOptions {
  readonly sender: string
}

/** In the order of dispatch, so that what is dispatched between two requests never moves an item to another page. */
export function buildReport(
  arrivals: readonly Arrival[],
  query: ReportQuery,
  options: ReportOptions,
  now: number,
): Report {
  const wanted = matchesAll(query, options.sender) ? dispatchedIn(arrivals, query, options, now) : []
  const first = (query.pageNumber - 1) * query.pageSize
  return {
    status: 'OK',
    data: {
      totalResults: wanted.length,
      totalPages: Math.ceil(wanted.length / query.pageSize),
      pageNumber: query.pageNumber,
      items: wanted
        .slice(first, first + query.pageSize)
        .map(({ arrival, timeline }) => toItem(arrival, timeline, options.sender, now)),
    },
  }
}

/** Everything here comes from the API and has one sender. */
function matchesAll(query: ReportQuery, sender: string): boolean {
  const originFits = query.origin === undefined || query.origin === 'api'
  const senderFits = query.sender === undefined || query.sender.length === 0 || query.sender.includes(sender)
  return originFits && senderFits
}

function dispatchedIn(
  arrivals: readonly Arrival[],
  { startDate, endDate }: ReportQuery,
  options: ReportOptions,
  now: number,
): { arrival: Arrival; timeline: Timeline }[] {
  const earliest = startDate * 1_000 - DISPATCH_WITHIN_MS / options.timeScale
  const latest = Math.min((endDate + 1) * 1_000, now)
  return arrivals
    .filter(({ arrivedAt }) => arrivedAt >= earliest && arrivedAt <= latest)
    .map((arrival) => ({ arrival, timeline: timelineOf(arrival, options) }))
    .filter(({ timeline: { dispatchedAt } }) => {
      const dispatchDate = toSeconds(dispatchedAt)
      return dispatchedAt <= now && dispatchDate >= startDate && dispatchDate <= endDate
    })
    .sort((left, right) => left.timeline.dispatchedAt - right.timeline.dispatchedAt)
}

function toItem(arrival: Arrival, timeline: Timeline, sender: string, now: number): ReportItem {
  const { sentAt, receivedAt, readAt } = timeline
  const hasCome = (moment: number | undefined): moment is number => moment !== undefined && moment <= now
  return {
    sender,
    recipient: arrival.to,
    origin: 'API',
    namespace: arrival.namespace,
    elementName: arrival.elementName,
    operatorName: '',
    billable: true,
    externalLabel: arrival.externalLabel,
    dispatchDate: toSeconds(timeline.dispatchedAt),
    ...(hasCome(sentAt) && { sentDate: toSeconds(sentAt) }),
    ...(hasCome(receivedAt) && { receivedDate: toSeconds(receivedAt) }),
    ...(hasCome(readAt) && { readDate: toSeconds(readAt) }),
  }
}

function toSeconds(epochMs: number): number {
  return Math.floor(epochMs / 1_000)
}
