import { describeRejection } from './describe-rejection.js'
import { detectErrorBody } from './detect-error-body.js'
import { errorReason } from './error-reason.js'
import { isRequestUnsent } from './is-request-unsent.js'
import { refusalText } from './refusal-text.js'
import type { Reply } from './reply.js'
import { readUpstreamId } from './upstream-id.js'

/**
 * What one attempt came to (the table in docs/state-machine.md). `reason` is short and bounded: `http-500`, `timeout`. `said`:
 * upstream's words, shortened, where they were judged (XML); never for logs and metrics.
 */
export type Outcome =
  | { readonly kind: 'accepted'; readonly upstreamId?: string }
  | { readonly kind: 'throttled'; readonly retryAfterMs?: number; readonly upstreamText?: string }
  /** `of`: what the words of a refused group speak of (XML): one of its messages, or all alike. */
  | {
      readonly kind: 'rejected'
      readonly reason: string
      readonly detail: string
      readonly subject?: 'contact' | 'template'
    }
  | { readonly kind: 'account-fault'; readonly reason: string; readonly upstreamText?: string }
  | {
      readonly kind: 'unavailable'
      readonly reason: string
      readonly retryAfterMs?: number
      readonly upstreamText?: string
    }
  /** `denied`: upstream answered, and did not say yes. Such a message is not sent again unless it is proved absent. */
  | {
      readonly kind: 'unknown'
      readonly reason: string
      readonly denied?: true
      readonly upstreamId?: string
      readonly upstreamText?: string
    }

export type OutcomeKind = Outcome['kind']

/** An attempt ends in an answer or in an error (whatever was thrown). */
export type AttemptResult = { readonly reply: Reply } | { readonly error: unknown }

/** No answer may close a gate for longer: 1 hour. */
const longestPauseMs = 60 * 60 * 1000

/** Not about this message but about how or where we ask: wrong address, credentials, method, contract. */
const accountFaults: ReadonlySet<number> = new Set([
  401, 402, 403, 404, 405, 406, 407, 410, 411, 412, 417, 421, 426, 428, 431,
])

/** The server gave up waiting (408) or would not risk a replay (425): neither says what became of the message. */
const undecided: ReadonlySet<number> = new Set([408, 425])

/**
 * Decides what an attempt came to, by status, content type and error code; a 2xx also by what its body is (detect-error-body.ts).
 * Whatever is not recognised is `unknown`.
 * The meaning of 200, 400, 401 and 403 is the seed's (001, "Respostas"), 429's in "Cotas de consumo", the rest RFC 9110's.
 */
export function outcomeOf(attempt: AttemptResult): Outcome {
  if ('reply' in attempt) return outcomeOfReply(attempt.reply)
  const reason = errorReason(attempt.error)
  return { kind: isRequestUnsent(attempt.error) ? 'unavailable' : 'unknown', reason }
}

function outcomeOfReply(reply: Reply): Outcome {
  const { status } = reply
  const reason = Number.isInteger(status) && status >= 100 && status <= 599 ? `http-${status}` : 'http-other'
  if (status >= 200 && status <= 299) {
    const upstreamId = readUpstreamId(reply.body)
    const id = upstreamId === undefined ? {} : { upstreamId }
    const denial = detectErrorBody(reply.body)
    return denial ? { kind: 'unknown', reason: denial, denied: true, ...id } : { kind: 'accepted', ...id }
  }
  if (status >= 300 && status <= 399) return { kind: 'account-fault', reason: 'http-3xx' }
  if (status === 429) return { kind: 'throttled', ...pause(reply.rate.resetMs, reply.rate.retryAfterMs) }
  if (status === 503 || (status === 403 && isHtml(reply.contentType))) {
    return { kind: 'unavailable', reason, ...pause(reply.rate.retryAfterMs) }
  }
  if (accountFaults.has(status)) return { kind: 'account-fault', reason }
  if (status >= 400 && status <= 499 && !undecided.has(status)) {
    return { kind: 'rejected', reason, detail: describeRejection(refusalText(reply.body)) }
  }
  return { kind: 'unknown', reason }
}

/** The API answers in JSON: a page in HTML comes from something in front of it, a firewall's block for one. */
function isHtml(contentType: string): boolean {
  return /^\s*(text\/html|application\/xhtml\+xml)\b/i.test(contentType)
}

function pause(...waits: readonly (number | undefined)[]): { retryAfterMs?: number } {
  const known = waits.filter((wait) => wait !== undefined)
  return known.length === 0 ? {} : { retryAfterMs: Math.min(Math.max(...known), longestPauseMs) }
}
