import type { RateHeaders } from './rate-headers.js'

/** What Hi Platform answered to one request. */
export interface Reply {
  readonly status: number
  /** The header as it came, `''` where there was none. */
  readonly contentType: string
  /** As text; at most the first 64 KB of an answer to a template, the first 8 MB of a report. */
  readonly body: string
  /** `false`: the body was cut at its limit, or broke off after the headers had come. The status holds all the same. */
  readonly complete: boolean
  readonly rate: RateHeaders
  /** The server's clock, from its `Date` header. */
  readonly date?: Date
}
