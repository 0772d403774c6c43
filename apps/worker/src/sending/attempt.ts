import { setTimeout } from 'node:timers/promises'
import { ledgerOptionsOf } from '@disparo/core/internal/account'
import {
  type BeginResult,
  begin,
  blockResend,
  type MissingDataKey,
  type Settled,
  type Settlement,
  settle,
} from '@disparo/core/internal/ledger'
import type { SendJob } from '@disparo/core/internal/queue'
import { isTransientError } from '@disparo/core/internal/redis'
import type { Job } from 'bullmq'
import type { LaneDeps } from '../lanes/lane-deps.js'
import { LedgerFaultError } from '../lanes/ledger-fault-error.js'
import { settlementOf } from './next-step.js'

/** One attempt on one message. */
export interface Attempt {
  readonly job: Job
  readonly data: SendJob
  /** Names the attempt; messages that go in one request share it (`share`), and so one permit: it is the request's name. */
  readonly token: string
  readonly share?: boolean | undefined
}

/** An attempt, or a message that its worker cannot open: it asks, and may not go. */
type Asking = Omit<Attempt, 'data'> & {
  readonly data: Omit<SendJob, 'message'> & { readonly message: SendJob['message'] | MissingDataKey }
}

/** Between two tries to write while Redis takes no writes. */
const refusedPauseMs = 500

type LedgerDeps = Pick<LaneDeps, 'redis' | 'keys' | 'account' | 'lane' | 'metrics' | 'seal' | 'faults'>

/**
 * Asks the ledger whether the message may be sent now.
 * @throws LedgerFaultError then no attempt is made, and none is counted
 */
export async function beginAttempt(deps: LedgerDeps, attempt: Asking): Promise<BeginResult> {
  const { account, lane, redis, keys } = deps
  const { message, row, expiresAt, fingerprint } = attempt.data
  try {
    const permission = await begin(redis, keys, {
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
    deps.faults.passed('begin', String(attempt.job.id))
    return permission
  } catch (error) {
    if (isTransientError(error)) throw error
    await takeBack(deps, attempt)
    throw new LedgerFaultError('begin', error)
  }
}

/** Whatever was written of it before the fault: the attempt was not made. */
async function takeBack(deps: LedgerDeps, attempt: Asking): Promise<void> {
  const { account, redis, keys } = deps
  const settlement = settlementOf(undefined, deps)
  await settle(redis, keys, { ...common(deps, attempt), outage: account.outage, settlement }).catch(() => {})
}

/**
 * Tells the ledger what the attempt came to; nobody else knows it, and what is not told is in doubt.
 * @throws LedgerFaultError then the attempt may have sent the message, and only a proof has it sent again
 */
export async function settleAttempt(
  deps: LedgerDeps & Pick<LaneDeps, 'deadline'>,
  attempt: Attempt,
  settlement: Settlement,
  shared = false,
): Promise<Settled> {
  const { account, redis, keys, deadline } = deps
  const terms = common(deps, attempt)
  const request = attempt.share ? attempt.token : undefined
  const input = { ...terms, outage: account.outage, settlement, shared, request }
  try {
    const settled = await retryWhileRefused(deadline, () => settle(redis, keys, input))
    deps.faults.passed('settle', terms.id)
    return settled
  } catch (error) {
    if (isTransientError(error)) throw error
    await blockResend(redis, keys, terms).catch(() => {})
    throw new LedgerFaultError('settle', error)
  }
}

/** Writes what must not be lost: as long as Redis refuses to (a full disk, somebody's script), again and again. */
export async function retryWhileRefused<T>(deadline: AbortSignal, write: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await write()
    } catch (error) {
      if (!isTransientError(error) || deadline.aborted) throw error
    }
    await setTimeout(refusedPauseMs, undefined, { signal: deadline }).catch(() => {})
  }
}

function common({ account, lane, metrics, seal }: LedgerDeps, { job, data: { batch }, token }: Asking) {
  const ledgerOptions = { ...ledgerOptionsOf(account), seal, onStatus: metrics?.status }
  return { id: String(job.id), token, lane, batch, maxAttempts: account.maxAttempts, ledgerOptions }
}
