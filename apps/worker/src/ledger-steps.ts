import { booksOf } from '@disparo/core/account'
import { begin, type Permission, type Settled, type Settlement, settle } from '@disparo/core/ledger'
import type { SendJob } from '@disparo/core/queue'
import type { Job } from 'bullmq'
import type { LaneDeps } from './lane-deps.js'

/** One attempt on one message. */
export interface Attempt {
  readonly job: Job
  readonly data: SendJob
  /** Names the attempt; messages that go in one request share it (`share`), and so one permit. */
  readonly token: string
  readonly share?: boolean | undefined
}

type LedgerDeps = Pick<LaneDeps, 'redis' | 'keys' | 'account' | 'lane'>

/** Asks the ledger whether the message may be sent now. */
export function beginAttempt(deps: LedgerDeps, attempt: Attempt): Promise<Permission> {
  const { account, lane, redis, keys } = deps
  const { message, row, expiresAt, fingerprint } = attempt.data
  return begin(redis, keys, {
    ...common(deps, attempt),
    lane,
    message,
    share: attempt.share,
    policy: account.unknownPolicy[lane],
    limit: { ...account.limit, safetyMarginMs: account.safetyMarginMs, reserve: account.reserve },
    attemptMs: account.requestTimeoutMs + 1_000,
    enqueuedAt: attempt.job.timestamp,
    expiresAt,
    row,
    fingerprint,
  })
}

/** Tells the ledger what the attempt came to. */
export function settleAttempt(deps: LedgerDeps, attempt: Attempt, settlement: Settlement): Promise<Settled> {
  const { outage } = deps.account
  return settle(deps.redis, deps.keys, { ...common(deps, attempt), outage, settlement })
}

function common({ account }: LedgerDeps, { job, data: { batch }, token }: Attempt) {
  return { id: String(job.id), token, batch, maxAttempts: account.maxAttempts, books: booksOf(account) }
}
