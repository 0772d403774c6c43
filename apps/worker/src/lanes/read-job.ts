import { openJob, SendJob } from '@disparo/core/internal/queue'
import { BrokenSealError, noSeal } from '@disparo/core/internal/seal'
import { type Job, UnrecoverableError } from 'bullmq'
import type { LaneDeps } from './lane-deps.js'

/**
 * What the job carries, opened. A poisoned one fails at once, with a reason that names its bad fields, and the worker
 * goes on.
 * @throws DataKeyMissingError
 */
export async function readJob(
  deps: Pick<LaneDeps, 'log' | 'lane' | 'seal' | 'refundStart'>,
  job: Job,
): Promise<SendJob> {
  const read = parseJob(deps, job)
  if ('data' in read) return read.data
  await deps.refundStart(job)
  throw poisonedJobError(deps, job, read.issues)
}

/** What the job carries, or which of its fields are wrong. */
export function parseJob(
  { seal = noSeal }: Pick<LaneDeps, 'seal'>,
  job: Job,
): { readonly data: SendJob } | { readonly issues: readonly Issue[] } {
  try {
    const { success, data, error } = SendJob.safeParse(openJob(seal, String(job.id), job.data))
    if (success) return { data }
    return { issues: error.issues }
  } catch (error) {
    if (error instanceof BrokenSealError) return { issues: [{ path: ['message'] }] }
    throw error
  }
}

interface Issue {
  readonly path: readonly PropertyKey[]
}

/** Says which fields of a job's data are wrong, and ends the job. */
export function poisonedJobError(
  { log, lane }: Pick<LaneDeps, 'log' | 'lane'>,
  job: Job,
  issues: readonly Issue[],
): UnrecoverableError {
  const fields = [...new Set(issues.map((issue) => issue.path.join('.') || 'data'))]
  log.error({ event: 'job:poisoned', lane, id: job.id, fields })
  return new UnrecoverableError(
    `The job carries no message that can be sent: see ${fields.slice(0, 5).join(', ')}`,
  )
}
