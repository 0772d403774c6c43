import { z } from 'zod'

/**
 * What a job carries of its trace, in bullmq-otel's own form. A batch's job names the span that enqueued it as a `link`
 * only: a hundred thousand messages, sent over hours, are no single trace.
 */
const JobTrace = z.object({ traceparent: z.string().optional(), link: z.string().optional() })
type JobTrace = z.infer<typeof JobTrace>

/** Whatever cannot be read is no trace: a job must not fail for it. */
export function readJobTrace(metadata: string): JobTrace {
  try {
    return JobTrace.safeParse(JSON.parse(metadata)).data ?? {}
  } catch {
    return {}
  }
}

/** The empty text, which BullMQ does not keep, where there is nothing to carry. */
export function writeJobTrace(trace: JobTrace): string {
  return trace.traceparent === undefined && trace.link === undefined ? '' : JSON.stringify(trace)
}
