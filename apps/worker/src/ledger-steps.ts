import { setTimeout } from 'node:timers/promises'
import { booksOf } from '@disparo/core/account'
import { begin, type Permission, type Settled, type Settlement, settle } from '@disparo/core/ledger'
import type { SendJob } from '@disparo/core/queue'
import { isRefusedForNow } from '@disparo/core/redis'
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

/** Between two tries to write while Redis takes no writes. */
const refusedPauseMs = 500

type LedgerDeps = Pick<LaneDeps, 'redis' | 'keys' | 'account' | 'lane' | 'metrics' | 'seal'>

/** Asks the ledger whether the message may be sent now. */
export function beginAttempt(deps: LedgerDeps, attempt: Attempt): Promise<Permission> {
  const { account, lane, redis, keys } = deps
  const { message, row, expiresAt, fingerprint } = attempt.data
  return begin(redis, keys, {
    ...common(deps, attempt),
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

/** Tells the ledger what the attempt came to; nobody else knows it, and what is not told is in doubt. */
export function settleAttempt(
  deps: LedgerDeps & Pick<LaneDeps, 'deadline'>,
  attempt: Attempt,
  settlement: Settlement,
): Promise<Settled> {
  const { account, deadline } = deps
  const input = { ...common(deps, attempt), outage: account.outage, settlement }
  return untilTaken(deadline, () => settle(deps.redis, deps.keys, input))
}

/** Writes what must not be lost: as long as Redis refuses to (a full disk, somebody's script), again and again. */
export async function untilTaken<T>(deadline: AbortSignal, write: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await write()
    } catch (error) {
      if (!isRefusedForNow(error) || deadline.aborted) throw error
    }
    await setTimeout(refusedPauseMs, undefined, { signal: deadline }).catch(() => {})
  }
}

function common({ account, lane, metrics, seal }: LedgerDeps, { job, data: { batch }, token }: Attempt) {
  const books = { ...booksOf(account), seal, onStatus: metrics?.status }
  return { id: String(job.id), token, lane, batch, maxAttempts: account.maxAttempts, books }
}
