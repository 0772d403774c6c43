import type { Queue } from 'bullmq'
import { type ParkedGroup, readParkedMessages, unpark } from '../../ledger/index.js'
import type { AccountKeys, Redis } from '../../redis/index.js'
import { isJobStateConflict } from './job-state-conflict.js'
import { bulkPriority, type Lanes, pausedPriority } from './lanes.js'

/**
 * Wakes the messages that are parked longest at a place, for a worker that has their data key: their turn had come, so they
 * go before the backlog. One whose job is only about to fall asleep is left for the next call. Whoever dies in between loses
 * nothing: they stay listed until their jobs are awake.
 * @returns how many were listed, `limit` at most
 */
export async function resumeParked(
  { redis, keys, lanes }: { readonly redis: Redis; readonly keys: AccountKeys; readonly lanes: Lanes },
  place: ParkedGroup,
  limit: number,
): Promise<number> {
  const parked = await readParkedMessages(redis, keys, place, limit)
  const isDone = await Promise.all(parked.map(({ id }) => wakeOne(lanes[place.lane], place, id)))
  await unpark(
    redis,
    keys,
    place,
    parked.filter((_, index) => isDone[index]),
  )
  return parked.length
}

/** Whether it need not be parked any more. */
async function wakeOne(queue: Queue, { lane }: ParkedGroup, id: string): Promise<boolean> {
  const job = await queue.getJob(id)
  if (!job) return true
  try {
    // Of a paused batch, it goes on making way for the others.
    if (lane === 'bulk' && job.priority !== pausedPriority) {
      await job.changePriority({ priority: bulkPriority.retry })
    }
    await job.promote()
    return true
  } catch (error) {
    if (!isJobStateConflict(error)) throw error
    // In this order: it may fall asleep in between, and nobody else would wake it.
    return !(await job.isActive()) && !(await job.isDelayed())
  }
}
