import type { Queue } from 'bullmq'
import type { Logger } from 'pino'

/** A chunk is short enough to keep nobody waiting. */
const perChunk = 1_000
const everyMs = 600_000

/** A queue, and how its failed jobs are removed that are kept no longer; answers how many. */
interface FailedJobs {
  readonly name: string
  readonly remove: () => Promise<number>
}

/** Removes the jobs that failed longer than `keptMs` ago, whatever is in them. Answers how many. */
export async function removeFailed(queue: Pick<Queue, 'clean'>, keptMs: number): Promise<number> {
  let removed = 0
  for (;;) {
    const ids = await queue.clean(keptMs, perChunk, 'failed')
    removed += ids.length
    if (ids.length < perChunk) return removed
  }
}

/**
 * Keeps failed jobs, which have messages in them, no longer than they should be: BullMQ removes them only when another job
 * fails, which in a quiet queue may be never. Now and every ten minutes; any number may do so.
 */
export function startFailedJobCleaner(queues: readonly FailedJobs[], log: Logger): { stop(): void } {
  const look = async () => {
    for (const { name, remove } of queues) {
      const removed = await remove()
      if (removed > 0) log.info({ event: 'jobs:removed', queue: name, removed })
    }
  }
  const run = () => {
    look().catch((error: unknown) => {
      log.warn({ event: 'jobs:removal-failed', error: error instanceof Error ? error.name : 'unknown' })
    })
  }
  run()
  const timer = setInterval(run, everyMs)
  return { stop: () => clearInterval(timer) }
}
