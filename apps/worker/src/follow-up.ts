import type { Permission, Settled } from '@disparo/core/internal/ledger'
import { bulkPriority, endOf } from '@disparo/core/internal/queue'
import type { Outcome } from '@disparo/hi-platform/rest'
import { type Job, UnrecoverableError } from 'bullmq'
import { AttemptFailedError } from './attempt-failed-error.js'
import { rest, sleep } from './give-back.js'
import type { LaneDeps } from './lane-deps.js'
import { noteFate } from './note-fate.js'
import { park } from './park.js'
import { putOff } from './put-off.js'
import { stepAside } from './step-aside.js'

/** What becomes of the job of a message that must not be sent now. */
export async function withoutSending(
  deps: LaneDeps,
  job: Job,
  permission: Exclude<Permission, { kind: 'go' }>,
): Promise<void> {
  const { lane, log, metrics } = deps
  const { id } = job
  noteFate(deps, job, { outcome: permission.kind })
  // A rest is one for all, and begins the lane's pace anew.
  if (permission.kind !== 'wait') await deps.returnStart(job)
  switch (permission.kind) {
    case 'wait':
      metrics?.wait(lane)
      return rest(deps, permission.ms)
    case 'put-off':
      return stepAside(deps, job, permission)
    case 'settled': {
      const { status, forgotten } = permission
      log.debug({ event: 'message:settled-before', lane, id, status })
      // Its worker died before it could say so, or its doubt ended so: its job stays, to be seen or retried.
      if (!forgotten && (status === 'failed' || status === 'rejected')) {
        throw new UnrecoverableError(endOf(status, 'settled-before'))
      }
      return
    }
    case 'unknown':
      log.warn({ event: 'message:unknown', lane, id, since: permission.since })
      // Whose person is to be forgotten is not sent again: its job has nothing to wait for.
      if (permission.forgotten) return
      return sleep(deps, job, permission.since)
    case 'paused':
      return putOff(deps, job, permission)
    case 'parked':
      log.debug({ event: 'message:parked', lane, id })
      return park(job, permission)
    case 'given-up':
      return log.error({ event: 'message:failed', lane, id, reason: 'data-key-missing' })
    case 'expired':
    case 'cancelled':
      return log.info({ event: `message:${permission.kind}`, lane, id })
  }
}

/** What becomes of the job of a message whose attempt is settled. Of one whose person is forgotten nothing stays. */
export async function afterwards(
  deps: LaneDeps,
  job: Job,
  settled: Settled,
  outcome: Outcome | undefined,
): Promise<void> {
  const { attempts, status } = settled
  const kind = outcome?.kind ?? 'permit-outdated'
  const reason = outcome && 'reason' in outcome ? outcome.reason : kind
  const isInVain = outcome !== undefined && kind !== 'accepted'
  const told = reason === kind ? undefined : reason
  noteFate(deps, job, { attempt: attempts, outcome: kind, reason: told, status }, isInVain)
  if (settled.forgotten && status !== 'enqueued') return
  switch (status) {
    case 'enqueued':
      if (settled.putOffMs !== undefined) return stepAside(deps, job, { ms: settled.putOffMs, first: true })
      if (!settled.spent) return rest(deps, settled.gate.kind === 'closed' ? settled.gate.ms : 1)
      // A retry must not queue behind the backlog.
      if (deps.lane === 'bulk') await job.changePriority({ priority: bulkPriority.retry })
      throw new AttemptFailedError(reason, attempts)
    case 'unknown':
      return sleep(deps, job, new Date())
    case 'rejected':
    case 'failed':
      throw new UnrecoverableError(endOf(status, reason))
  }
}
