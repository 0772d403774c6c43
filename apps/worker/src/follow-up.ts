import type { Outcome } from '@disparo/core/hi'
import type { Permission, Settled } from '@disparo/core/ledger'
import { bulkPriority } from '@disparo/core/queue'
import { type Job, UnrecoverableError } from 'bullmq'
import { AttemptFailedError } from './attempt-failed-error.js'
import { rest, sleep } from './give-back.js'
import type { LaneDeps } from './lane-deps.js'

/** What becomes of the job of a message that must not be sent now. */
export async function withoutSending(
  deps: LaneDeps,
  job: Job,
  permission: Exclude<Permission, { kind: 'go' }>,
): Promise<void> {
  const { lane, log, metrics } = deps
  const { id } = job
  switch (permission.kind) {
    case 'wait':
      metrics?.wait(lane)
      return rest(deps, permission.ms)
    case 'settled':
      return log.debug({ event: 'message:settled-before', lane, id, status: permission.status })
    case 'unknown':
      log.warn({ event: 'message:unknown', lane, id, since: permission.since })
      return sleep(deps, job, permission.since)
    case 'expired':
      metrics?.status({ lane, status: 'expired' })
      return log.info({ event: 'message:expired', lane, id })
  }
}

/** What becomes of the job of a message whose attempt is settled. */
export async function afterwards(
  deps: LaneDeps,
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
