import { type HeaderBag, readRetryAfter } from '@disparo/hi-platform/rest'

/** What an attempt to deliver a callback came to. */
export type Delivery =
  | { readonly kind: 'delivered' }
  /** 410: the receiver wants no more of them (Standard Webhooks). */
  | { readonly kind: 'gone'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string; readonly retryAfterMs?: number | undefined }
  /** Our own stop ended it: it is nobody's failure. */
  | { readonly kind: 'aborted' }

/** 30 days: whoever asks for more does not mean it. */
const longestRetryAfterMs = 30 * 24 * 3_600_000

/**
 * Judges an answer by its status. Every other than 2xx and 410 is tried again, 3xx (redirects are not followed) and 4xx
 * too: receivers are deployed with bugs, and mended.
 * @param now epoch ms, for a `Retry-After` that is a date
 */
export function deliveryOfAnswer(status: number, headers: HeaderBag, now: number): Delivery {
  if (status >= 200 && status < 300) return { kind: 'delivered' }
  const reason = `http-${status}`
  if (status === 410) return { kind: 'gone', reason }
  const retryAfterMs = readRetryAfter(headers, now)
  if (retryAfterMs === undefined) return { kind: 'failed', reason }
  return { kind: 'failed', reason, retryAfterMs: Math.min(retryAfterMs, longestRetryAfterMs) }
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
