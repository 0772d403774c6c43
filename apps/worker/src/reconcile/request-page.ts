import { randomUUID } from 'node:crypto'
import type { Account } from '@disparo/core/internal/account'
import { type Quota, recordQuotaOutcome, takeQuota } from '@disparo/core/internal/gate'
import type { Redis } from '@disparo/core/internal/redis'
import {
  type HiClient,
  outcomeOf,
  type ReportPage,
  type ReportQuery,
  readReport,
} from '@disparo/hi-platform/rest'
import type { Logger } from 'pino'
import type { AccountMetrics } from '../metrics/account-metrics.js'

export interface PageDeps {
  readonly redis: Redis
  readonly account: Account
  readonly quota: Quota
  readonly hi: Pick<HiClient, 'fetchReport'>
  readonly log: Logger
  readonly metrics?: AccountMetrics | undefined
  readonly signal: AbortSignal
}

/**
 * `wait`: no permit. `refused`: upstream did not give a page; the quota's gate has heard of it. `mayBeTheWindow`: another
 * window may be given all the same.
 */
type PageAnswer =
  | { readonly kind: 'page'; readonly page: ReportPage; readonly upstreamDate?: Date | undefined }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'refused'; readonly reason: string; readonly mayBeTheWindow: boolean }

/** Asks for one page of the report, under the quota that all workers share. Nothing is retried here. */
export async function requestPage(deps: PageDeps, query: ReportQuery): Promise<PageAnswer> {
  const answer = await askForPage(deps, query)
  if (answer.kind !== 'wait') deps.metrics?.reportRequest(answer.kind)
  return answer
}

async function askForPage(deps: PageDeps, query: ReportQuery): Promise<PageAnswer> {
  const { redis, account, quota, hi } = deps
  const token = randomUUID()
  const wait = await takeQuota(redis, quota, { token, requestMs: account.requestTimeoutMs + 1_000 })
  if (wait > 0) return { kind: 'wait', ms: wait }

  const attempt = await hi.fetchReport(query, { signal: deps.signal }).then(
    (reply) => ({ reply }),
    (error: unknown) => ({ error }),
  )
  const outcome = outcomeOf(attempt)
  const tell = async (signal: 'success' | 'failure' | 'close', reason: string, pauseMs?: number) => {
    const closedMs = await recordQuotaOutcome(redis, quota, {
      token,
      signal,
      reason,
      pauseMs,
      outage: account.outage,
    })
    if (closedMs > 0) deps.log.warn({ event: 'report:closed', reason, ms: closedMs })
  }

  if ('reply' in attempt && outcome.kind === 'accepted') {
    const { rate, body, date, complete } = attempt.reply
    const page = complete ? readReport(body, query) : undefined
    if (!page) {
      await tell('failure', 'unreadable')
      return { kind: 'refused', reason: 'unreadable', mayBeTheWindow: true }
    }
    await tell('success', '')
    // Another program may share the quota: upstream knows better than we do.
    if (rate.remaining === 0 && rate.resetMs) await tell('close', 'quota-exhausted', rate.resetMs)
    return { kind: 'page', page, upstreamDate: date }
  }
  const reason = 'reason' in outcome ? outcome.reason : outcome.kind
  if (outcome.kind === 'throttled') await tell('close', reason, outcome.retryAfterMs)
  else if (outcome.kind === 'account-fault' || outcome.kind === 'rejected') await tell('close', reason)
  else await tell('failure', reason)
  const mayBeTheWindow = outcome.kind !== 'throttled' && outcome.kind !== 'account-fault'
  return { kind: 'refused', reason, mayBeTheWindow }
}
