/** What an answer says of the limit (001 "Cotas de consumo"). Absent: no such header, or one that makes no sense. */
export interface RateHeaders {
  /** `X-Rate-Limit-Limit`: requests allowed in one window. */
  readonly limit?: number
  /** `X-Rate-Limit-Remaining`: requests still allowed in the current window. */
  readonly remaining?: number
  /** `X-Rate-Limit-Reset` in ms; the header says how many seconds are left of the window, it is no epoch. */
  readonly resetMs?: number
  /** `Retry-After` (RFC 9110, 10.2.3: seconds or a date) in ms, counted from the moment the answer came. */
  readonly retryAfterMs?: number
}

/** Header names in lower case, as undici gives them. */
export type HeaderBag = Readonly<Record<string, string | readonly string[] | undefined>>

/** The documented windows are 1 and 10 minutes: a bigger reset is an epoch or nonsense, and must not stop us. */
const longestWindowS = 24 * 60 * 60

/**
 * Reads the limit's headers, never failing.
 * @param now - when the answer came, in epoch ms; a `Retry-After` date counts from the answer's own `Date` where it has one
 */
export function readRateHeaders(headers: HeaderBag, now: number): RateHeaders {
  const limit = readCount(headers['x-rate-limit-limit'])
  const remaining = readCount(headers['x-rate-limit-remaining'])
  const resetS = readSeconds(headers['x-rate-limit-reset'])
  const retryAfterMs = readRetryAfter(headers, now)
  return {
    ...(limit !== undefined && { limit }),
    ...(remaining !== undefined && { remaining }),
    ...(resetS !== undefined && resetS <= longestWindowS && { resetMs: Math.ceil(resetS * 1000) }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  }
}

/** The moment a `Date`-like header names. */
export function readDate(value: HeaderBag[string]): Date | undefined {
  const text = first(value)
  // HTTP dates begin with a day's name; Date.parse alone would take a bare number for a year.
  if (!/^[a-z]{3}/i.test(text)) return undefined
  const date = new Date(text)
  return Number.isNaN(date.getTime()) ? undefined : date
}

/** `Retry-After` in ms from now; a date counts from the answer's own `Date` where it has one. */
export function readRetryAfter(headers: HeaderBag, now: number): number | undefined {
  const seconds = readSeconds(headers['retry-after'])
  if (seconds !== undefined) return Math.ceil(seconds * 1000)
  const until = readDate(headers['retry-after'])
  if (until === undefined) return undefined
  const from = readDate(headers.date)?.getTime() ?? now
  return Math.max(0, until.getTime() - from)
}

function readCount(value: HeaderBag[string]): number | undefined {
  const text = first(value)
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

function readSeconds(value: HeaderBag[string]): number | undefined {
  const text = first(value)
  return /^\d{1,15}(\.\d{1,9})?$/.test(text) ? Number(text) : undefined
}

/** A header that came twice counts as it came first, whether it was joined on the way or not. */
function first(value: HeaderBag[string]): string {
  const text = typeof value === 'string' ? value : (value?.[0] ?? '')
  // A date has a comma of its own.
  return (/^\s*\d/.test(text) ? (text.split(',')[0] ?? '') : text).trim()
}
