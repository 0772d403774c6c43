import type { Worker } from 'bullmq'

/**
 * A BullMQ worker that finds its lane limited sleeps until that was to be over, and looks at nothing meanwhile, not even at
 * the jobs that its own finished ones were given next. Where a start was given back, the limit is over now: this wakes it.
 * BullMQ has no public word for it.
 */
export function wakeWorker(worker: Worker): void {
  // Whoever has just been told of the limit is asleep by then.
  setImmediate(() => (worker as unknown as Sleeper).abortDelayController?.abort())
}

interface Sleeper {
  readonly abortDelayController: AbortController | null
}
