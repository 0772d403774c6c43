import type { Queue } from 'bullmq'
import type { Logger } from 'pino'

/** A chunk is short enough to keep nobody waiting. */
const perChunk = 1_000
const everyMs = 3_600_000

/** Removes the jobs that failed longer than `keptMs` ago. Answers how many. */
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
 * fails, which in a quiet lane may be never. Now and every hour; any number may do so.
 */
export function keepRemovingFailed(
  queues: readonly Pick<Queue, 'clean' | 'name'>[],
  { keptMs, log }: { readonly keptMs: number; readonly log: Logger },
): { stop(): void } {
  const look = async () => {
    for (const queue of queues) {
      const removed = await removeFailed(queue, keptMs)
      if (removed > 0) log.info({ event: 'jobs:removed', queue: queue.name, removed })
    }
  }
  const run = () => {
    look().catch((error: unknown) => {
      log.warn({ event: 'jobs:not-removed', error: error instanceof Error ? error.name : 'unknown' })
    })
  }
  run()
  const timer = setInterval(run, everyMs)
  return { stop: () => clearInterval(timer) }
}
