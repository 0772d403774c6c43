import { setTimeout } from 'node:timers/promises'
import { ledgerOptionsOf } from '@disparo/core/internal/account'
import {
  type BeginResult,
  blockResend,
  type MissingDataKey,
  type Settled,
  type Settlement,
} from '@disparo/core/internal/ledger'
import { bulkPriority, type SendJob } from '@disparo/core/internal/queue'
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

/**
 * Asks the ledger whether the message may be sent now.
 * @throws LedgerFaultError then no attempt is made, and none is counted
 */
export async function beginAttempt(
  deps: Pick<LaneDeps, 'ledger' | 'account' | 'lane' | 'faults'>,
  attempt: Asking,
): Promise<BeginResult> {
  const { job, token, share } = attempt
  const { message, batch, row, expiresAt, fingerprint } = attempt.data
  const id = String(job.id)
  try {
    const permission = await deps.ledger.begin({
      ...{ id, token, share, message, batch, row, expiresAt, fingerprint },
      enqueuedAt: job.timestamp,
      promised: job.priority === bulkPriority.promised,
    })
    deps.faults.passed('begin', id)
    return permission
  } catch (error) {
    if (isTransientError(error)) throw error
    // Whatever was written of it before the fault: the attempt was not made.
    await deps.ledger
      .settle({ id, token, batch, lane: deps.lane, settlement: settlementOf(undefined, deps, []) })
      .catch(() => {})
    throw new LedgerFaultError('begin', error)
  }
}

/**
 * Tells the ledger what the attempt came to; nobody else knows it, and what is not told is in doubt.
 * @throws LedgerFaultError then the attempt may have sent the message, and only a proof has it sent again
 */
export async function settleAttempt(
  deps: Pick<
    LaneDeps,
    'ledger' | 'redis' | 'keys' | 'account' | 'lane' | 'faults' | 'deadline' | 'urgentClock'
  >,
  { job, data: { batch }, token, share }: Attempt,
  settlement: Settlement,
  shared = false,
): Promise<Settled> {
  const { ledger, account, lane } = deps
  const id = String(job.id)
  const request = share ? token : undefined
  try {
    const settled = await retryWhileRefused(deps.deadline, () =>
      ledger.settle({ id, token, lane, batch, settlement, shared, request }),
    )
    deps.faults.passed('settle', id)
    if (lane === 'urgent' && settled.status === 'accepted') deps.urgentClock?.accepted(job)
    return settled
  } catch (error) {
    if (isTransientError(error)) throw error
    const terms = { id, token, ledgerOptions: ledgerOptionsOf(account) }
    await blockResend(deps.redis, deps.keys, terms).catch(() => {})
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
