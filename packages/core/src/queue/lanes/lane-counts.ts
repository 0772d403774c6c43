import type { Queue } from 'bullmq'
import { type Lanes, pausedPriority } from './lanes.js'

/** How many messages are in both lanes: whatever they wait for, and those under way. */
export async function countWaiting(lanes: Lanes): Promise<number> {
  const counts = await Promise.all(
    Object.values(lanes).map((lane) => lane.getJobCounts('waiting', 'prioritized', 'delayed', 'active')),
  )
  return counts.flatMap((ofLane) => Object.values(ofLane)).reduce((sum, count) => sum + count, 0)
}

/** How many messages of paused batches let all others of a lane go first. */
export async function countPaused(lane: Pick<Queue, 'getCountsPerPriority'>): Promise<number> {
  return (await lane.getCountsPerPriority([pausedPriority]))[pausedPriority] ?? 0
}

/** Asks at most once in `ms` for each key and gives that answer to all; a failure is not remembered. */
export function cacheFor<K, T>(ms: number, ask: (key: K) => Promise<T>): (key: K) => Promise<T> {
  const answers = new Map<K, { readonly until: number; readonly answer: Promise<T> }>()
  return (key) => {
    const known = answers.get(key)
    if (known && performance.now() < known.until) return known.answer
    const answer = ask(key)
    answers.set(key, { until: performance.now() + ms, answer })
    answer.catch(() => answers.delete(key))
    return answer
  }
}
