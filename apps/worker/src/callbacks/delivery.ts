/** What an attempt to deliver a callback came to. */
export type Delivery =
  | { readonly kind: 'delivered' }
  /** 410: the receiver wants no more of them (Standard Webhooks). */
  | { readonly kind: 'gone'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string; readonly retryAfterMs?: number | undefined }
  /** Our own stop ended it: it is nobody's failure. */
  | { readonly kind: 'aborted' }

export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

/**
 * Judges an answer by its status. Every other than 2xx and 410 is tried again, 3xx (redirects are not followed) and 4xx
 * too: receivers are deployed with bugs, and mended.
 * @param now epoch ms, for a `Retry-After` that is a date
 */
export function deliveryOfAnswer(status: number, headers: Headers, now: number): Delivery {
  if (status >= 200 && status < 300) return { kind: 'delivered' }
  const reason = `http-${status}`
  if (status === 410) return { kind: 'gone', reason }
  const retryAfterMs = readRetryAfter(headers['retry-after'], now)
  return { kind: 'failed', reason, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }
}

/** An error's code says enough; its message may name the receiver's address. */
export function deliveryOfError(error: unknown): Delivery {
  const { code, name } = error as { code?: unknown; name?: unknown }
  const known = [code, name].find((each) => typeof each === 'string' && /^\w{1,60}$/.test(each))
  return {
    kind: 'failed',
    reason: String(known ?? 'unknown')
      .toLowerCase()
      .replaceAll('_', '-'),
  }
}

/** RFC 9110, 10.2.3: seconds, or a date. */
function readRetryAfter(header: Headers[string], now: number): number | undefined {
  const text = (typeof header === 'string' ? header : (header?.[0] ?? '')).trim()
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000
  // HTTP dates begin with a day's name; Date.parse alone would take almost anything for a year.
  const until = /^[a-z]{3}/i.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(until) ? undefined : Math.max(0, until - now)
}
