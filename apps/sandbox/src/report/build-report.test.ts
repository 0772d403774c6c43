import { describe, expect, it } from 'vitest'
import type { Arrival } from '../arrivals/arrivals.js'
import { timelineOf } from '../delivery/timeline.js'
import { buildReport, type ReportOptions } from './build-report.js'
import { ReportQuery } from './report-query.js'

const START_MS = 1_700_000_000_000
const options = { seed: 3, timeScale: 1, sender: '5511912341234' }
const arrivals: Arrival[] = Array.from({ length: 250 }, (_, index) => ({
  n: index + 1,
  to: String(551190000000 + index),
  namespace: 'default',
  elementName: 'boleto',
  externalLabel: 'black_friday',
  arrivedAt: START_MS + index * 40,
  hash: String(index),
  upstreamId: `up-${index}`,
}))

function reportAt(now: number, query: Record<string, string> = {}) {
  const whole = { startDate: '0', endDate: '9999999999', pageSize: '1000', pageNumber: '1', ...query }
  return buildReport(arrivals, ReportQuery.parse(whole), options, now).data
}

describe('the report', () => {
  it('has every message on exactly one page, with the totals on each', () => {
    const pages = ['1', '2', '3'].map((pageNumber) => reportAt(START_MS * 2, { pageSize: '100', pageNumber }))
    expect(pages.map((page) => page.items.length)).toEqual([100, 100, 50])
    expect(pages.map((page) => [page.totalResults, page.totalPages])).toEqual(Array(3).fill([250, 3]))
    const recipients = pages.flatMap((page) => page.items.map((item) => item.recipient))
    expect(new Set(recipients).size).toBe(250)
  })

  it('is empty past the last page, and has no pages when it has no items', () => {
    expect(reportAt(START_MS * 2, { pageSize: '100', pageNumber: '4' }).items).toEqual([])
    expect(reportAt(START_MS - 1)).toEqual({ totalResults: 0, totalPages: 0, pageNumber: 1, items: [] })
  })

  it('can shuffle the rows of each page, the same way each time, while pages stay disjoint and complete', () => {
    const whole = { startDate: '0', endDate: '9999999999', pageSize: '100', pageNumber: '1' }
    const shuffle = { ...options, shuffleReport: true }
    const recipientsOf = (pageNumber: string, shown: ReportOptions = shuffle) =>
      buildReport(arrivals, ReportQuery.parse({ ...whole, pageNumber }), shown, START_MS * 2).data.items.map(
        ({ recipient }) => recipient,
      )
    for (const pageNumber of ['1', '2', '3']) {
      const inOrder = recipientsOf(pageNumber, options)
      expect(recipientsOf(pageNumber)).not.toEqual(inOrder)
      expect(recipientsOf(pageNumber)).toEqual(recipientsOf(pageNumber))
      expect(recipientsOf(pageNumber).sort()).toEqual(inOrder.sort())
    }
  })

  it('only ever appends as time goes on, so that pages stay as they are', () => {
    let earlier: string[] = []
    for (let now = START_MS; now < START_MS + 11_000; now += 97) {
      const recipients = reportAt(now).items.map((item) => item.recipient)
      expect(recipients.slice(0, earlier.length)).toEqual(earlier)
      earlier = recipients
    }
    expect(earlier).toHaveLength(250)
  })

  it('takes both dates as inclusive, by the second of the dispatch', () => {
    const second = START_MS / 1_000 + 3
    const { items } = reportAt(START_MS * 2, { startDate: String(second), endDate: String(second) })
    const expected = arrivals.filter(
      (arrival) => Math.floor(timelineOf(arrival, options).dispatchedAt / 1_000) === second,
    )
    expect(expected.length).toBeGreaterThan(0)
    expect(items).toHaveLength(expected.length)
    expect(items.every((item) => item.dispatchDate === second)).toBe(true)
  })

  it("shows a date from the moment it has come, and has the seed's fields in the seed's order", () => {
    const arrival = arrivals.find((one) => timelineOf(one, options).readAt !== undefined)
    if (arrival === undefined) throw new Error('Expected a message that is read')
    const { dispatchedAt, sentAt, receivedAt = 0, readAt = 0 } = timelineOf(arrival, options)
    const datesAt = (now: number) => {
      const item = reportAt(now).items.find((one) => one.recipient === arrival.to)
      return Object.keys(item ?? {}).filter((key) => key.endsWith('Date'))
    }
    expect(datesAt(dispatchedAt - 0.1)).toEqual([])
    expect(datesAt(dispatchedAt)).toEqual(['dispatchDate'])
    expect(datesAt(sentAt)).toEqual(['dispatchDate', 'sentDate'])
    expect(datesAt(receivedAt)).toEqual(['dispatchDate', 'sentDate', 'receivedDate'])
    expect(datesAt(readAt)).toEqual(['dispatchDate', 'sentDate', 'receivedDate', 'readDate'])
    const item = reportAt(readAt).items.find((one) => one.recipient === arrival.to)
    expect(Object.keys(item ?? {}).join()).toBe(
      'sender,recipient,origin,namespace,elementName,operatorName,billable,externalLabel,dispatchDate,sentDate,receivedDate,readDate',
    )
  })
})
