/** Which page of the report to ask for (001, "Relatório via API"). */
export interface ReportQuery {
  /** Sent in whole seconds, rounded down; `endDate` is rounded up. Up to 31 days are recommended. */
  readonly startDate: Date
  readonly endDate: Date
  /** 1 to 1,000. Default 1,000. */
  readonly pageSize?: number
  /** From 1. Default 1. */
  readonly pageNumber?: number
  /** Default: every origin. */
  readonly origin?: 'operador' | 'supervisor' | 'api'
  /** The senders' numbers. Default: every sender. */
  readonly senders?: readonly string[]
}

/**
 * The query string, without `?`.
 * @throws RangeError for a page or page size the report does not have
 */
export function reportSearch(query: ReportQuery): string {
  const { pageSize = 1000, pageNumber = 1, origin, senders = [] } = query
  if (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > 1000) {
    throw new RangeError('pageSize must be a whole number from 1 to 1000')
  }
  if (!Number.isInteger(pageNumber) || pageNumber < 1) {
    throw new RangeError('pageNumber must be a whole number from 1')
  }
  const search = new URLSearchParams({
    pageSize: String(pageSize),
    pageNumber: String(pageNumber),
    startDate: String(Math.floor(query.startDate.getTime() / 1000)),
    endDate: String(Math.ceil(query.endDate.getTime() / 1000)),
  })
  if (origin !== undefined) search.set('origin', origin)
  if (senders.length > 0) search.set('sender', senders.join(','))
  return search.toString()
}
