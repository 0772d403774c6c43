import { randomUUID } from 'node:crypto'
import { type Account, type Credentials, statusLimitOf } from '@disparo/core/internal/account'
import { type Quota, recordQuotaOutcome, takeQuota } from '@disparo/core/internal/gate'
import { reportQuota } from '@disparo/core/internal/ledger'
import { accountKeys, type Redis, withTimeout } from '@disparo/core/internal/redis'
import { askUpstream, type Verdict } from './ask-upstream.js'
import { type DoctorWords, type Finding, fail, skipped } from './finding.js'
import { judgeUpstream } from './judge-upstream.js'

const answerMs = 5_000

/**
 * Asks Hi Platform whether it takes the account's credentials. That is one of the report's requests (60 in 10 minutes)
 * that all workers share, and taken from their quota.
 * @throws RedisUnavailableError
 */
export async function checkUpstream(
  redis: Redis,
  account: Account,
  credentials: Credentials,
  words: DoctorWords,
): Promise<Finding[]> {
  const quota = reportQuota(accountKeys(account.name), statusLimitOf(account))
  const token = randomUUID()
  const request = { token, requestMs: account.requestTimeoutMs + 1_000 }
  const waitMs = await withTimeout(redis, answerMs, () => takeQuota(redis, quota, request))
  if (waitMs > 0) return [await whyNot(redis, quota, waitMs, words)]
  const answer = await askUpstream(account, credentials)
  await withTimeout(redis, answerMs, () => tell(redis, quota, { token, verdict: answer.verdict, account }))
  return judgeUpstream(account, answer, Date.now(), words)
}

/** The quota's gate is closed where Hi Platform refused what the workers asked; else all is used up. */
async function whyNot(
  redis: Redis,
  quota: Quota,
  waitMs: number,
  { checks, upstream }: DoctorWords,
): Promise<Finding> {
  const reason = await redis.hget(quota.gate, 'reason')
  const seconds = Math.ceil(waitMs / 1_000)
  return reason
    ? fail(checks.upstream, upstream.refusesWorkers(reason, seconds), upstream.mendFirst)
    : skipped(checks.upstream, upstream.usedUp(seconds))
}

/** A refusal is not told: what is set here says nothing of what the workers have, who shall not wait for it. */
async function tell(
  redis: Redis,
  quota: Quota,
  { token, verdict, account: { outage } }: { token: string; verdict: Verdict; account: Account },
): Promise<void> {
  if (verdict.kind === 'taken')
    await recordQuotaOutcome(redis, quota, { token, signal: 'success', reason: '', outage })
  if (verdict.kind !== 'throttled') return
  const { kind, retryAfterMs } = verdict
  await recordQuotaOutcome(redis, quota, {
    token,
    signal: 'close',
    reason: kind,
    pauseMs: retryAfterMs,
    outage,
  })
}
