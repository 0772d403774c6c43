import type { Worker } from 'bullmq'

/** How many deliveries one worker has under way at a time. */
export interface DeliveryPace {
  /** One got through: one more may be under way. */
  up(): void
  /** Nothing gets through: one at a time looks whether that is over. */
  down(): void
}

/** What a worker begins with: so few can fail before it is known that a receiver is down. */
export const firstDeliveries = 5

export function deliveryPace(worker: () => Pick<Worker, 'concurrency'>, most: number): DeliveryPace {
  return {
    up: () => {
      const each = worker()
      each.concurrency = Math.min(most, each.concurrency + 1)
    },
    down: () => {
      worker().concurrency = 1
    },
  }
}
