import { type Job, UnrecoverableError } from 'bullmq'
import { AttemptFailedError } from './attempt-failed-error.js'
import type { LaneDeps } from './lane-deps.js'
import { codeOf } from './redis-errors.js'

/**
 * Tells of a job that failed for a reason nobody thought of: each such time spends one of BullMQ's attempts, although the
 * ledger counts none. What is thrown on purpose (an attempt in vain, a message at its end) is told elsewhere.
 */
export function noteFault(
  { log, lane, metrics }: Pick<LaneDeps, 'log' | 'lane' | 'metrics'>,
  job: Pick<Job, 'id'> | undefined,
  error: Error,
): void {
  if (error instanceof AttemptFailedError || error instanceof UnrecoverableError) return
  log.error({ event: 'job:failed', lane, id: job?.id, error: error.name, code: codeOf(error) })
  metrics?.fault(lane)
}
