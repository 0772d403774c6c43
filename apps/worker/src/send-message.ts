import { type Account, booksOf } from '@disparo/core/account'
import { type HiClient, type Outcome, outcomeOf } from '@disparo/core/hi'
import { begin, type Permission, type Settled, settle } from '@disparo/core/ledger'
import { type Lane, withUniqueLabel } from '@disparo/core/message'
import { bulkPriority, type Lanes, SendJob } from '@disparo/core/queue'
import type { AccountKeys } from '@disparo/core/redis'
import { DelayedError, type Job, RateLimitError, UnrecoverableError } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { v4 } from 'uuid'
import { AttemptFailedError } from './attempt-failed-error.js'
import type { LaneAlarm } from './lane-alarm.js'
import { logAttempt, logGate } from './log.js'
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
  const outcome: Outcome | undefined =
    started - asked > freshMs(account)
      ? undefined // The permit may be too old by now: it is let go, and the message asks again.
      : outcomeOf(
          await deps.hi.sendTemplate(message, { signal: deps.deadline }).then(
            (reply) => ({ reply }),
            (error: unknown) => ({ error }),
          ),
        )
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

/** A permit is good for as long as the safety margin covers; Redis's answer must not take longer. */
function freshMs(account: Account): number {
  return Math.max(250, account.safetyMarginMs)
}

function readJob({ log, lane }: SendDeps, job: Job): SendJob {
  const parsed = SendJob.safeParse(job.data)
  if (parsed.success) return parsed.data
  const fields = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.') || 'data'))]
  log.error({ event: 'job:poisoned', lane, id: job.id, fields })
  throw new UnrecoverableError(
    `The job carries no message that can be sent: see ${fields.slice(0, 5).join(', ')}`,
  )
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

/** The job is back in its lane by then. */
const alarmAfterMs = 10

/** The lane rests for `ms` (all workers see it), and the job goes back to its head without spending an attempt. */
async function rest({ lanes, lane, alarm }: SendDeps, ms: number): Promise<never> {
  const restMs = Math.max(1, Math.ceil(ms))
  await lanes[lane].rateLimit(restMs)
  alarm.set(restMs + alarmAfterMs)
  throw new RateLimitError()
}

/** A sleeper that nobody wakes looks for itself, so seldom that even a thousand of them do not use up the lane's pace. */
const sleepMs = 10 * 60_000

/**
 * What may have been sent sleeps in its lane until a report scan wakes it, with the doubt resolved. It spends no attempt.
 * When its status is followed no longer, it rests as unknown.
 */
async function sleep({ account, lane }: SendDeps, job: Job, since: Date): Promise<void> {
  if (Date.now() - since.getTime() > account.reconcile.maxAgeHours * 3_600_000) return
  if (lane === 'bulk') await job.changePriority({ priority: bulkPriority.retry })
  await job.moveToDelayed(Date.now() + sleepMs, job.token)
  throw new DelayedError()
}
