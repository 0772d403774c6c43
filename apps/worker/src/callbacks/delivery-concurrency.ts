import type { Worker } from 'bullmq'

/** How many deliveries one worker has under way at a time. */
export interface DeliveryConcurrency {
  /** One got through: one more may be under way. */
  increase(): void
  /** Nothing gets through: one at a time looks whether that is over. */
  reduce(): void
}

/** What a worker begins with: so few can fail before it is known that a receiver is down. */
export const initialConcurrency = 5

export function deliveryConcurrency(
  worker: () => Pick<Worker, 'concurrency'>,
  most: number,
): DeliveryConcurrency {
  return {
    increase: () => {
      const each = worker()
      each.concurrency = Math.min(most, each.concurrency + 1)
    },
    reduce: () => {
      worker().concurrency = 1
    },
  }
}
