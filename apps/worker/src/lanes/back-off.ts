import { setTimeout } from 'node:timers/promises'
import { isTransientError } from '@disparo/core/internal/redis'
import { RateLimitError } from 'bullmq'

/** Between two tries of one job while Redis takes no writes. The lane's own rest would have to be written. */
const pauseMs = 1_000

/**
 * Runs a job's work. Where Redis refuses to write (no memory, a full disk, kept busy by a script), the job goes back to its
 * lane a moment later and no attempt is spent, neither BullMQ's nor the ledger's: begin, its first step, tells what became
 * of it.
 */
export async function backOffWhileRefused(
  onRedisError: (error: Error) => void,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!isTransientError(error)) throw error
    onRedisError(error as Error)
    await setTimeout(pauseMs)
    throw new RateLimitError()
  }
}
