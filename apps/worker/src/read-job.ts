import { openJob, SendJob } from '@disparo/core/queue'
import { BrokenSealError, noSeal } from '@disparo/core/seal'
import { type Job, UnrecoverableError } from 'bullmq'
import type { LaneDeps } from './lane-deps.js'

/**
 * What the job carries, opened. A poisoned one fails at once, with a reason that names its bad fields, and the worker
 * goes on.
 * @throws DataKeyMissingError
 */
export function readJob(deps: Pick<LaneDeps, 'log' | 'lane' | 'seal'>, job: Job): SendJob {
  const { seal = noSeal } = deps
  try {
    const parsed = SendJob.safeParse(openJob(seal, String(job.id), job.data))
    if (parsed.success) return parsed.data
    throw poisoned(deps, job, [
      ...new Set(parsed.error.issues.map((issue) => issue.path.join('.') || 'data')),
    ])
  } catch (error) {
    throw error instanceof BrokenSealError ? poisoned(deps, job, ['message']) : error
  }
}

function poisoned(
  { log, lane }: Pick<LaneDeps, 'log' | 'lane'>,
  job: Job,
  fields: readonly string[],
): UnrecoverableError {
  log.error({ event: 'job:poisoned', lane, id: job.id, fields })
  return new UnrecoverableError(
    `The job carries no message that can be sent: see ${fields.slice(0, 5).join(', ')}`,
  )
}
