/** How Hi Platform is spoken: the REST client, what its answers mean, the report. */
export { createHiClient, type HiClient, type HiClientOptions, type RequestOptions } from './client.js'
export type { ErrorReason } from './error-reason.js'
export { type AttemptResult, type Outcome, type OutcomeKind, outcomeOf } from './outcome.js'
export type { RateHeaders } from './rate-headers.js'
export type { Reply } from './reply.js'
export { ReportItem, type ReportPage, readReport } from './report.js'
export { type ReportQuery, reportSearch } from './report-query.js'
export { HiRequestError } from './request-error.js'
