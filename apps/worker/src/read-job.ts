import { SendJob } from '@disparo/core/queue'
import { type Job, UnrecoverableError } from 'bullmq'
import type { LaneDeps } from './lane-deps.js'

/** What the job carries. A poisoned one fails at once, with a reason that names its bad fields, and the worker goes on. */
export function readJob({ log, lane }: Pick<LaneDeps, 'log' | 'lane'>, job: Job): SendJob {
  const parsed = SendJob.safeParse(job.data)
  if (parsed.success) return parsed.data
  const fields = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.') || 'data'))]
  log.error({ event: 'job:poisoned', lane, id: job.id, fields })
  throw new UnrecoverableError(
    `The job carries no message that can be sent: see ${fields.slice(0, 5).join(', ')}`,
  )
}
