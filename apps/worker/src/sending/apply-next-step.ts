import type { BeginResult, Settled } from '@disparo/core/internal/ledger'
import { bulkPriority, settledFailureReason } from '@disparo/core/internal/queue'
import type { Outcome } from '@disparo/hi-platform/rest'
import type { SpanAttributes } from '@disparo/service/tracing'
import { type Job, UnrecoverableError } from 'bullmq'
import { AttemptFailedError } from '../lanes/attempt-failed-error.js'
import type { LaneDeps } from '../lanes/lane-deps.js'
import { parkPaused } from '../lanes/park-paused.js'
import { parkWithoutKey } from '../lanes/park-without-key.js'
import { postpone } from '../lanes/postpone.js'
import { delayUnknown, pauseLane } from '../lanes/release-job.js'

/** What becomes of the job of a message that must not be sent now. */
export async function skipSending(
  deps: LaneDeps,
  job: Job,
  permission: Exclude<BeginResult, { kind: 'go' }>,
): Promise<void> {
  const { lane, log, metrics } = deps
  const { id } = job
  traceOutcome(deps, job, { outcome: permission.kind })
  // A rest is one for all, and begins the lane's pace anew.
  if (permission.kind !== 'wait') await deps.refundStart(job)
  switch (permission.kind) {
    case 'wait':
      metrics?.wait(lane)
      return pauseLane(deps, permission.ms)
    case 'postponed':
      return postpone(deps, job, permission)
    case 'settled': {
      const { status, forgotten } = permission
      log.debug({ event: 'message:already-settled', lane, id, status })
      // Its worker died before it could say so, or its doubt ended so: its job stays, to be seen or retried.
      if (!forgotten && (status === 'failed' || status === 'rejected')) {
        throw new UnrecoverableError(settledFailureReason(status, 'settled-before'))
      }
      return
    }
    case 'unknown':
      log.warn({ event: 'message:unknown', lane, id, since: permission.since })
      // Whose person is to be forgotten is not sent again: its job has nothing to wait for.
      if (permission.forgotten) return
      return delayUnknown(deps, job, permission.since)
    case 'paused':
      return parkPaused(deps, job, permission)
    case 'parked':
      log.debug({ event: 'message:parked', lane, id, ...(permission.why && { why: permission.why }) })
      return parkWithoutKey(deps, job, permission)
    case 'abandoned':
      return log.error({ event: 'message:failed', lane, id, reason: 'data-key-missing' })
    case 'suppressed':
      return log.info({ event: 'message:suppressed', lane, id, reason: permission.reason })
    case 'expired':
    case 'cancelled':
      return log.info({ event: `message:${permission.kind}`, lane, id })
  }
}

/** What becomes of the job of a message whose attempt is settled. Of one whose person is forgotten nothing stays. */
export async function applyNextStep(
  deps: LaneDeps,
  job: Job,
  settled: Settled,
  outcome: Outcome | undefined,
): Promise<void> {
  const { attempts, status } = settled
  const kind = outcome?.kind ?? 'permit-expired'
  const reason = outcome && 'reason' in outcome ? outcome.reason : kind
  const isInVain = outcome !== undefined && kind !== 'accepted'
  const told = reason === kind ? undefined : reason
  traceOutcome(deps, job, { attempt: attempts, outcome: kind, reason: told, status }, isInVain)
  if (settled.forgotten && status !== 'enqueued') return
  switch (status) {
    case 'enqueued':
      if (settled.delayMs !== undefined) return postpone(deps, job, { ms: settled.delayMs, first: true })
      if (!settled.attemptCounted)
        return pauseLane(deps, settled.gate.kind === 'closed' ? settled.gate.ms : 1)
      // A retry must not queue behind the backlog.
      if (deps.lane === 'bulk') await job.changePriority({ priority: bulkPriority.retry })
      throw new AttemptFailedError(reason, attempts)
    case 'unknown':
      return delayUnknown(deps, job, new Date())
    case 'rejected':
    case 'failed':
      throw new UnrecoverableError(settledFailureReason(status, reason))
  }
}

/** Tells the job's span, where it is traced, what has become of the message. `failed`: an attempt was made in vain. */
function traceOutcome(
  { tracing, account, lane }: Pick<LaneDeps, 'tracing' | 'account' | 'lane'>,
  { id, data }: Job,
  fate: Pick<SpanAttributes, 'attempt' | 'outcome' | 'reason' | 'status'>,
  failed = false,
): void {
  // What the job carries is not checked yet.
  const batch = typeof data?.batch === 'string' ? data.batch : undefined
  tracing?.annotate({ account: account.name, lane, message: id, batch, ...fate }, failed)
}
