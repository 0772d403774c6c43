import { setTimeout } from 'node:timers/promises'
import { ledgerOptionsOf } from '@disparo/core/internal/account'
import { failMessage, internalErrorDetail } from '@disparo/core/internal/ledger'
import { bulkPriority, settledFailureReason } from '@disparo/core/internal/queue'
import { isTransientError, redisErrorCode } from '@disparo/core/internal/redis'
import { DelayedError, ErrorCode, type Job, RateLimitError, UnrecoverableError } from 'bullmq'
import { AttemptFailedError } from './attempt-failed-error.js'
import type { LaneDeps } from './lane-deps.js'
import { LedgerFaultError } from './ledger-fault-error.js'
import { parseJob } from './read-job.js'
import { pauseLane } from './release-job.js'

/** Between two tries where not even the lane's rest can be written. */
const pauseMs = 1_000

/**
 * Runs a job's work. A fault that nobody thought of (a bug, a key of another type, an error of a script) spends no attempt:
 * the message sleeps or its lane rests, as the judge says. Where it is this message's alone, it fails, and keeps its job.
 */
export async function handleFaults(deps: LaneDeps, job: Job, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!isFault(error)) {
      deps.faults.passed('elsewhere', String(job.id))
      throw error
    }
    return afterFault(deps, job, error)
  }
  deps.faults.passed('elsewhere', String(job.id))
}

async function afterFault(deps: LaneDeps, job: Job, error: unknown): Promise<void> {
  const { redis, lane, log, metrics, faults } = deps
  const id = String(job.id)
  const step = error instanceof LedgerFaultError ? error.step : 'elsewhere'
  const cause = error instanceof LedgerFaultError ? error.cause : error
  // Without a connection nothing works, whatever the message.
  const verdict = redis.status === 'ready' ? faults.faulted(step, id, performance.now()) : undefined
  const told =
    cause instanceof Error ? { error: cause.name, code: redisErrorCode(cause) } : { error: typeof cause }
  log.error({ event: 'job:fault', lane, id, step, ...told, verdict: verdict?.kind ?? 'rest' })
  metrics?.fault(lane)
  try {
    if (step === 'begin') await deps.refundStart(job)
    if (verdict?.kind === 'rest') await pauseLane(deps, verdict.ms)
    // What may have been sent is in doubt, and has not failed.
    if (verdict?.kind === 'fail' && step !== 'settle') await fail(deps, job)
    if (verdict) await wait(deps, job, verdict.kind === 'wait' ? verdict.ms : pauseMs)
  } catch (thrown) {
    if (!isFault(thrown)) throw thrown
  }
  await setTimeout(pauseMs)
  throw new RateLimitError()
}

/** Asleep, it lets others go first, and comes back before the backlog. */
async function wait({ lane }: Pick<LaneDeps, 'lane'>, job: Job, ms: number): Promise<never> {
  if (lane === 'bulk') await job.changePriority({ priority: bulkPriority.retry })
  await job.moveToDelayed(Date.now() + ms, job.token)
  throw new DelayedError()
}

/** Where the ledger cannot say so, either, the job alone does: it is never trimmed, and can be retried. */
async function fail(deps: LaneDeps, job: Job): Promise<never> {
  const { redis, keys, account, lane, log, metrics, seal, persons } = deps
  const id = String(job.id)
  const write = async () => {
    const read = parseJob(deps, job)
    if (!('data' in read)) return undefined
    const ledgerOptions = { ...ledgerOptionsOf(account), seal, persons, onStatus: metrics?.status }
    return failMessage(redis, keys, {
      ledgerOptions,
      job: { ...read.data, id, lane, enqueuedAt: job.timestamp },
    })
  }
  const status = await write().catch(() => undefined)
  log.error({ event: 'message:failed', lane, id, reason: internalErrorDetail, noted: status === 'failed' })
  throw new UnrecoverableError(
    status === 'failed' ? settledFailureReason('failed', internalErrorDetail) : internalErrorDetail,
  )
}

/** What BullMQ says of a job that another worker has by now, or nobody: it is not ours to judge. */
const othersJob: ReadonlySet<unknown> = new Set([
  ErrorCode.JobNotExist,
  ErrorCode.JobLockNotExist,
  ErrorCode.JobNotInState,
  ErrorCode.JobLockMismatch,
])

function isFault(error: unknown): boolean {
  if (error instanceof AttemptFailedError || error instanceof UnrecoverableError) return false
  if (error instanceof RateLimitError || error instanceof DelayedError) return false
  if (isTransientError(error)) return false
  return !othersJob.has((error as { readonly code?: unknown } | undefined)?.code)
}
