import { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import type { Job } from 'bullmq'
import type { BoardQueue } from './board-queue.js'
import { maskJob, maskLogs } from './mask-job.js'

/** What a user may do with a queue, for the library to offer no more than that. */
interface AdapterOptions {
  readonly readOnlyMode: boolean
  readonly allowRetries: boolean
}

/**
 * A queue as the board may show it. The library's formatters cover data, return value, name and progress; reasons,
 * stack traces, options and logs leave through the job's own `toJSON` and the adapter, so it is there that all is masked.
 */
export function maskedAdapter(
  { queue, description, cleanFailed }: BoardQueue,
  options: AdapterOptions,
): BullMQAdapter {
  const shown = { ...options, allowCompletedRetries: false, description }
  const adapter = new BullMQAdapter(queue, shown)
  const [getJob, getJobs] = [adapter.getJob.bind(adapter), adapter.getJobs.bind(adapter)]
  const clean = adapter.clean.bind(adapter)
  return Object.assign(adapter, {
    // A job whose message is not settled is all that there is of it.
    clean: async (...[status, ms]: Parameters<typeof clean>) =>
      status === 'failed' && cleanFailed ? void (await cleanFailed(ms)) : clean(status, ms),
    getJob: async (id: string) => masked(await getJob(id)),
    getJobs: async (...page: Parameters<typeof getJobs>) => (await getJobs(...page)).map(masked),
    getJobLogs: async (id: string) => {
      const [job, { logs }] = await Promise.all([getJob(id), queue.getJobLogs(id)])
      return maskLogs(logs, job?.data)
    },
  })
}

function masked<J extends Job | undefined>(job: J): J {
  if (!job) return job
  const toJSON = job.toJSON.bind(job)
  return Object.assign(job, { toJSON: () => maskJob(toJSON()) })
}
