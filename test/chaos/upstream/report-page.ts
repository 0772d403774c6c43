import type { Behavior } from './behavior.js'
import { asOf, type ReportItem, type Row } from './report-item.js'

const LARGEST_PAGE = 1_000

/** A request for the report, of seed 001, "Relatório via API". */
interface ReportQuery {
  readonly from: number
  readonly to: number
  readonly size: number
  readonly number: number
  readonly origin?: string | undefined
  readonly senders?: readonly string[] | undefined
}

/** `undefined` where a parameter that is required is missing or no number. */
export function reportQuery(params: URLSearchParams): ReportQuery | undefined {
  const [from, to, size, number] = ['startDate', 'endDate', 'pageSize', 'pageNumber'].map((name) =>
    /^\d+$/.test(params.get(name) ?? '') ? Number(params.get(name)) : undefined,
  )
  if (from === undefined || to === undefined || !size || !number) return undefined
  const origin = params.get('origin')?.toLowerCase()
  return {
    from,
    to,
    size: Math.min(size, LARGEST_PAGE),
    number,
    origin: ['operador', 'supervisor', 'api'].includes(origin ?? '') ? origin : undefined,
    senders: params.get('sender')?.split(','),
  }
}

/** One page, as the account's report writes it at `now` (epoch ms). */
export function reportPage(rows: readonly Row[], query: ReportQuery, manner: Behavior, now: number) {
  const { order = (items: readonly ReportItem[]) => items, writes = (item: ReportItem) => item } = manner
  const found = rows
    .filter(({ item, shownAt }) => shownAt <= now && isMeant(item, query))
    .map(({ item }) => asOf(item, now))
  const size = Math.min(query.size, manner.rowsOfPage ?? LARGEST_PAGE)
  const first = (query.number - 1) * size
  return {
    status: 'OK',
    data: {
      totalResults: found.length,
      totalPages: Math.ceil(found.length / size),
      pageNumber: query.number,
      items: order(found)
        .slice(first, first + size)
        .map(writes),
    },
  }
}

function isMeant(item: ReportItem, { from, to, origin, senders }: ReportQuery): boolean {
  if (item.dispatchDate < from || item.dispatchDate > to) return false
  if (origin !== undefined && item.origin.toLowerCase() !== origin) return false
  return senders === undefined || senders.includes(item.sender)
}
