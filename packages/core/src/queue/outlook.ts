import type { Queue } from 'bullmq'

/** How many messages are in a lane before one enqueued now; those put off to later are not counted. */
export async function countAhead(lane: Pick<Queue, 'getJobCounts'>): Promise<number> {
  const counts = await lane.getJobCounts('waiting', 'prioritized', 'active')
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

/** Asks at most once in `ms` for each key and gives that answer to all; a failure is not remembered. */
export function remember<K, T>(ms: number, ask: (key: K) => Promise<T>): (key: K) => Promise<T> {
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
