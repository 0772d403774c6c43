import type { QueueJobJson } from '@bull-board/api/typings/app'
import { mask, maskText } from './mask-text.js'
import { visibleData } from './visible-data.js'

const shownOptions = [
  'attempts',
  'backoff',
  'delay',
  'priority',
  'removeOnComplete',
  'removeOnFail',
  'stackTraceLimit',
] as const

/** A job as the board may show it. Named field by field: one that a later version adds is not shown. */
export function maskJob(job: QueueJobJson): QueueJobJson {
  const hide = (text: string) => maskText(text, textsIn(job.data))
  return {
    ...(job.id === undefined ? {} : { id: job.id }),
    name: hide(job.name),
    data: visibleData(job.name, job.data),
    progress: isPercentage(job.progress) ? job.progress : mask,
    returnvalue: job.returnvalue === null || job.returnvalue === undefined ? null : mask,
    failedReason: job.failedReason && hide(job.failedReason),
    stacktrace: job.stacktrace?.map((trace) => (trace ? hide(trace) : trace)) ?? null,
    ...(job.deferredFailure ? { deferredFailure: hide(job.deferredFailure) } : {}),
    opts: Object.fromEntries(shownOptions.flatMap((key) => (key in job.opts ? [[key, job.opts[key]]] : []))),
    ...pick(job, ['timestamp', 'attemptsMade', 'finishedOn', 'processedOn', 'delay', 'priority']),
    ...pick(job, ['attemptsStarted', 'stalledCounter']),
  }
}

/** What is logged of a job, line by line. */
export function maskLogs(lines: readonly string[], data: unknown): string[] {
  const secrets = [...textsIn(data)]
  return lines.map((line) => maskText(line, secrets))
}

/** Every text and number in the data, down to its leaves, but for those that are shown anyway. */
function* textsIn(data: unknown): Iterable<string> {
  if (typeof data === 'string' || typeof data === 'number') yield String(data)
  else if (typeof data === 'object' && data !== null) {
    for (const [key, value] of Object.entries(data)) if (!harmless.has(key)) yield* textsIn(value)
  }
}

/** Words of the interface, and small numbers of ours: hiding them would make reasons unreadable. */
const harmless = new Set([
  ...['type', 'status', 'category', 'namespace', 'elementName', 'account'],
  ...['row', 'groupMax', 'index'],
])

function isPercentage(progress: unknown): progress is number {
  return typeof progress === 'number' && progress >= 0 && progress <= 100
}

function pick<K extends keyof QueueJobJson>(job: QueueJobJson, keys: readonly K[]): Pick<QueueJobJson, K> {
  const picked = keys.flatMap((key) => (job[key] === undefined ? [] : [[key, job[key]]]))
  return Object.fromEntries(picked) as Pick<QueueJobJson, K>
}
