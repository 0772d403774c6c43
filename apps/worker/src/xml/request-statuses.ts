import { randomUUID } from 'node:crypto'
import type { Account } from '@disparo/core/internal/account'
import { type Quota, recordQuotaOutcome, takeQuota } from '@disparo/core/internal/gate'
import type { Redis } from '@disparo/core/internal/redis'
import type { AttemptResult } from '@disparo/hi-platform/rest'
import { readAnswer, type XmlClient, type XmlStatusItem, xmlOutcomeOf } from '@disparo/hi-platform/xml'
import type { Logger } from 'pino'
import type { AccountMetrics } from '../metrics/account-metrics.js'

interface StatusRequestDeps {
  readonly redis: Redis
  readonly account: Account
  readonly quota: Quota
  readonly xml: Pick<XmlClient, 'fetchStatuses'>
  readonly log: Logger
  readonly metrics?: AccountMetrics | undefined
  readonly signal: AbortSignal
}

/** `wait`: no permit. `refused`: upstream did not say, for whatever reason or (`ofCode`) for this code. */
type StatusAnswer =
  | { readonly kind: 'items'; readonly items: readonly XmlStatusItem[] }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'refused'; readonly reason: string; readonly ofCode: boolean }

/** One 50.02 request, under the quota that all workers share. Nothing is retried here. */
export async function requestStatuses(deps: StatusRequestDeps, code: string): Promise<StatusAnswer> {
  const { redis, account, quota, xml, metrics, log, signal } = deps
  const token = randomUUID()
  const wait = await takeQuota(redis, quota, { token, requestMs: account.requestTimeoutMs + 1_000 })
  if (wait > 0) return { kind: 'wait', ms: wait }

  const attempt = await xml.fetchStatuses(code, { signal }).then(
    (reply) => ({ reply }),
    (error: unknown) => ({ error }),
  )
  const { answer, ...heard } = judge(attempt)
  const closedMs = await recordQuotaOutcome(redis, quota, { token, ...heard, outage: account.outage })
  if (closedMs > 0) log.warn({ event: 'report:closed', reason: heard.reason, ms: closedMs })
  metrics?.reportRequest(answer.kind === 'items' ? 'page' : 'refused')
  return answer
}

interface Judgement {
  readonly answer: Exclude<StatusAnswer, { kind: 'wait' }>
  readonly signal: 'success' | 'failure' | 'close'
  readonly reason: string
  readonly pauseMs?: number | undefined
}

/** What an attempt at 50.02 came to, and what the quota's gate hears of it. */
function judge(attempt: AttemptResult): Judgement {
  const answer = 'reply' in attempt && attempt.reply.complete ? readAnswer(attempt.reply.body) : undefined
  const outcome = xmlOutcomeOf(attempt)
  const reason = 'reason' in outcome ? outcome.reason : outcome.kind
  if ('reply' in attempt && isSuccess(attempt.reply.status) && answer?.kind === 'items') {
    const { remaining, resetMs } = attempt.reply.rate
    // Another program may share the quota: upstream knows better than we do.
    const exhausted = remaining === 0 && resetMs !== undefined && resetMs > 0
    return exhausted
      ? { answer, signal: 'close', reason: 'quota-exhausted', pauseMs: resetMs }
      : { answer, signal: 'success', reason: '' }
  }
  // It answered, and said something that is about this code at most.
  if (answer?.kind === 'error' && outcome.kind === 'unknown' && outcome.denied) {
    return { ...refused(reason, true), signal: 'success' }
  }
  switch (outcome.kind) {
    case 'throttled':
      return { ...refused(reason), signal: 'close', pauseMs: outcome.retryAfterMs }
    case 'account-fault':
      return { ...refused(reason), signal: 'close' }
    case 'rejected':
      return { ...refused(reason, true), signal: 'success' }
    case 'accepted':
      return { ...refused('unreadable'), signal: 'failure' }
    case 'unavailable':
    case 'unknown':
      return { ...refused(reason), signal: 'failure' }
  }
}

function refused(reason: string, ofCode = false) {
  return { answer: { kind: 'refused', reason, ofCode }, reason } as const
}

function isSuccess(status: number): boolean {
  return status >= 200 && status <= 299
}
