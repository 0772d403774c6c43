import { openJob, SendJob } from '@disparo/core/queue'
import { BrokenSealError, noSeal } from '@disparo/core/seal'
import { type Job, UnrecoverableError } from 'bullmq'
import type { LaneDeps } from './lane-deps.js'

/**
 * What the job carries, opened. A poisoned one fails at once, with a reason that names its bad fields, and the worker
 * goes on.
 * @throws DataKeyMissingError
 */
export async function readJob(
  deps: Pick<LaneDeps, 'log' | 'lane' | 'seal' | 'returnStart'>,
  job: Job,
): Promise<SendJob> {
  const read = openAndParse(deps, job)
  if ('data' in read) return read.data
  await deps.returnStart(job)
  throw poisoned(deps, job, read.fields)
}

/** What the job carries, or which of its fields are wrong. */
export function openAndParse(
  { seal = noSeal }: Pick<LaneDeps, 'seal'>,
  job: Job,
): { readonly data: SendJob } | { readonly fields: readonly string[] } {
  try {
    const { success, data, error } = SendJob.safeParse(openJob(seal, String(job.id), job.data))
    if (success) return { data }
    return { fields: [...new Set(error.issues.map((issue) => issue.path.join('.') || 'data'))] }
  } catch (error) {
    if (error instanceof BrokenSealError) return { fields: ['message'] }
    throw error
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
