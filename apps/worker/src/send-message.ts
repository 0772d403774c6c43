import { type Account, booksOf } from '@disparo/core/account'
import type { HiClient, Outcome } from '@disparo/core/hi'
import { begin, type Permission, type Settled, settle } from '@disparo/core/ledger'
import { type Lane, withUniqueLabel } from '@disparo/core/message'
import { bulkPriority, type Lanes } from '@disparo/core/queue'
import type { AccountKeys } from '@disparo/core/redis'
import { type Job, UnrecoverableError } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { v4 } from 'uuid'
import { attempt } from './attempt.js'
import { AttemptFailedError } from './attempt-failed-error.js'
import { freshMs } from './fresh-permit.js'
import { rest, sleep } from './give-back.js'
import type { LaneAlarm } from './lane-alarm.js'
import { logAttempt, logGate } from './log.js'
import { readJob } from './read-job.js'
import { whatFollows } from './what-follows.js'

export interface SendDeps {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly lanes: Lanes
  readonly lane: Lane
  readonly account: Account
  readonly hi: Pick<HiClient, 'sendTemplate'>
  readonly log: Logger
  readonly alarm: Pick<LaneAlarm, 'set'>
  /** Aborts attempts that are still under way when a stop's deadline is over. */
  readonly deadline: AbortSignal
}

/**
 * Sends one message: begin → POST → settle. Throws what BullMQ understands: `RateLimitError` gives the job back and
 * lets the lane rest, `AttemptFailedError` retries it later, `UnrecoverableError` ends it. Returning means: done.
 */
export async function sendMessage(deps: SendDeps, job: Job): Promise<void> {
  const { account, lane, redis, keys } = deps
  const { message: given, batch, row, expiresAt, fingerprint } = readJob(deps, job)
  const id = String(job.id)
  const message = account.uniqueLabel ? withUniqueLabel(given, id) : given
  const token = v4()
  const policy = account.unknownPolicy[lane]
  const common = {
    id,
    token,
    batch,
    maxAttempts: account.maxAttempts,
    books: booksOf(account),
  }

  const asked = performance.now()
  const permission = await begin(redis, keys, {
    ...common,
    lane,
    message,
    policy,
    limit: { ...account.limit, safetyMarginMs: account.safetyMarginMs, reserve: account.reserve },
    attemptMs: account.requestTimeoutMs + 1_000,
    enqueuedAt: job.timestamp,
    expiresAt,
    row,
    fingerprint,
  })
  if (permission.kind !== 'go') return withoutSending(deps, job, permission)

  const started = performance.now()
  // The permit may be too old by now: then it is let go, and the message asks again.
  const isFresh = started - asked <= freshMs(account)
  const outcome = isFresh ? await attempt(deps, message) : undefined
  const settled = await settle(redis, keys, {
    ...common,
    outage: account.outage,
    settlement: outcome
      ? whatFollows(outcome, { policy, outage: account.outage })
      : { status: 'enqueued', spend: 'never', exhausted: 'failed', gate: { kind: 'none' } },
  })
  const ms = Math.round(performance.now() - started)
  logAttempt(deps.log, { lane, id, attempt: permission.attempt, ms, outcome, status: settled.status })
  logGate(deps.log, settled.gate, outcome)
  return afterwards(deps, job, settled, outcome)
}

async function withoutSending(
  deps: SendDeps,
  job: Job,
  permission: Exclude<Permission, { kind: 'go' }>,
): Promise<void> {
  const { lane, log } = deps
  const { id } = job
  switch (permission.kind) {
    case 'wait':
      return rest(deps, permission.ms)
    case 'settled':
      return log.debug({ event: 'message:settled-before', lane, id, status: permission.status })
    case 'unknown':
      log.warn({ event: 'message:unknown', lane, id, since: permission.since })
      return sleep(deps, job, permission.since)
    case 'expired':
      return log.info({ event: 'message:expired', lane, id })
  }
}

async function afterwards(
  deps: SendDeps,
  job: Job,
  settled: Settled,
  outcome: Outcome | undefined,
): Promise<void> {
  const reason = outcome && 'reason' in outcome ? outcome.reason : (outcome?.kind ?? 'permit-outdated')
  switch (settled.status) {
    case 'enqueued':
      if (!settled.spent) return rest(deps, settled.gate.kind === 'closed' ? settled.gate.ms : 1)
      // A retry must not queue behind the backlog.
      if (deps.lane === 'bulk') await job.changePriority({ priority: bulkPriority.retry })
      throw new AttemptFailedError(reason, settled.attempts)
    case 'unknown':
      return sleep(deps, job, new Date())
    case 'rejected':
    case 'failed':
      throw new UnrecoverableError(`${settled.status}: ${reason}`)
  }
}
