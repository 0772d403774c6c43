import type { CallbackHealth } from '@disparo/core/internal/callback'

/** How many jobs may be made now. */
export interface QueueCapacity {
  readonly count: number
  /** Jobs that wait or are under way. */
  readonly waiting: number
  /** The queue holds as many jobs as it may. */
  readonly isFull: boolean
  /** At most one job is made, to see whether the receiver takes it. */
  readonly isProbe: boolean
}

/** So many are made ready: more would only take more of Redis as jobs (1.3 kB) than in the outbox (73 bytes). */
const mostWaiting = 1_000
/** What is looked at and moved in one round. */
const mostAtOnce = 100
/** A full queue flows again when it has shrunk to this share. */
const emptied = 0.9

/**
 * How many changes may become jobs, by what the queue holds and how the receiver stands. While its breaker is open, or the
 * queue is full of callbacks that sleep, single ones go on when nothing else waits: so its coming back is noticed. A full
 * queue takes as many as get through at once, for those leave nothing in it.
 * @param now epoch ms, by the clock of Redis
 */
export function capacityFor(input: {
  readonly waiting?: number
  readonly active?: number
  readonly delayed?: number
  readonly standing: Pick<CallbackHealth, 'restUntil' | 'failuresInRow'>
  readonly now: number
  readonly mostJobs: number
  readonly wasFull: boolean
}): QueueCapacity {
  const { standing, now, mostJobs, wasFull } = input
  const waiting = (input.waiting ?? 0) + (input.active ?? 0)
  const jobs = waiting + (input.delayed ?? 0)
  const isFull = jobs >= (wasFull ? Math.ceil(mostJobs * emptied) : mostJobs)
  const one = waiting === 0 ? 1 : 0
  if (standing.restUntil !== undefined)
    return { count: now >= standing.restUntil ? one : 0, waiting, isFull, isProbe: true }
  if (isFull && (standing.failuresInRow > 0 || waiting > 0))
    return { count: one, waiting, isFull, isProbe: true }
  const room = isFull ? mostAtOnce : Math.min(mostWaiting - waiting, mostJobs - jobs, mostAtOnce)
  return { count: Math.max(0, room), waiting, isFull, isProbe: false }
}
