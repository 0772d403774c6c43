import { type Queue, SpanKind, TelemetryAttributes } from 'bullmq'
import { sendJobName } from './send-job.js'

/** A job for a lane, its data as JSON. */
export interface LaneJob {
  readonly id: string
  readonly data: string
  readonly delayMs: number
  /** 0: before all that have one. */
  readonly priority: number
}

/** Adds one job, as `queue.add` does; one of a known id is left as it is. */
export async function addJob(lane: Queue, job: LaneJob): Promise<void> {
  await lane.trace(SpanKind.PRODUCER, 'add', `${lane.name}.${sendJobName}`, async (span, metadata) => {
    await lane.getBackend().addJob(jobJson(job, Date.now(), metadata), job.id)
    span?.setAttributes({
      [TelemetryAttributes.JobName]: sendJobName,
      [TelemetryAttributes.JobId]: job.id,
    })
  })
}

/**
 * Adds jobs, as `queue.addBulk` does, one pipeline for all. BullMQ would make each a `Job` with options of its own, which costs
 * more than all else here and a fifth of a queued job's memory; the worker sets those options when it takes one.
 */
export async function addJobs(lane: Queue, jobs: readonly LaneJob[]): Promise<void> {
  if (jobs.length === 0) return
  await lane.trace(SpanKind.PRODUCER, 'addBulk', lane.name, async (span, metadata) => {
    span?.setAttributes({
      [TelemetryAttributes.BulkNames]: jobs.map(() => sendJobName),
      [TelemetryAttributes.BulkCount]: jobs.length,
    })
    const now = Date.now()
    await lane.getBackend().addJobs(jobs.map((job) => ({ job: jobJson(job, now, metadata), jobId: job.id })))
  })
}

type JobJson = Parameters<ReturnType<Queue['getBackend']>['addJob']>[0]

/** What a job is known by when it is new. */
const untouched = {
  ...{ name: sendJobName, progress: 0, attemptsMade: 0, attemptsStarted: 0, stalledCounter: 0 },
  ...{ failedReason: '', returnvalue: '' },
}

function jobJson({ id, data, delayMs, priority }: LaneJob, timestamp: number, metadata?: string): JobJson {
  return {
    ...untouched,
    ...{ id, data, timestamp },
    opts: {
      ...(delayMs > 0 ? { delay: delayMs } : {}),
      ...(priority > 0 ? { priority } : {}),
      ...(metadata === undefined ? {} : { telemetry: { metadata } }),
    },
  }
}
