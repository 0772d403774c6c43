import type { Queue } from 'bullmq'
import type { Board } from './board-queue.js'

/**
 * Whether a queue has a job of this id. BullMQ keeps its own keys (`meta`, `id`, `events`, a job's `:logs`) where it keeps
 * jobs: the library would take them for such, and clean them.
 */
export async function isJob({ redis }: Pick<Board, 'redis'>, queue: Queue, id: string): Promise<boolean> {
  const key = queue.toKey(id)
  return (await redis.type(key)) === 'hash' && (await redis.hexists(key, 'timestamp')) === 1
}
