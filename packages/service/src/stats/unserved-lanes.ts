import { closestName } from '@disparo/core/internal/message'
import { closeLanes, countWaiting, openLanes } from '@disparo/core/internal/queue'
import { type Redis, scanKeys, withTimeout } from '@disparo/core/internal/redis'

/** An account that has lanes and that no program has ever served, as a slip in `connect` makes one. */
export interface UnservedLanes {
  readonly name: string
  readonly waiting: number
  /** The known account whose name is most like it. */
  readonly closest?: string | undefined
}

const answerMs = 2_000
/** So many keys are looked at, of each master. */
const mostKeys = 2_000_000
const mostLanes = 50
/** The lists of a lane in which messages wait; a job's own key looks alike in its first letters. */
const pattern = 'disparo:{*}:*-[ub]*:[wpd][are]*'
const laneKey = /^disparo:\{(.+)\}:\1-(?:urgent|bulk):(?:wait|prioritized|delayed)$/

/** @param known - the accounts that are served, were, or are configured */
export async function findUnservedLanes(redis: Redis, known: Iterable<string>): Promise<UnservedLanes[]> {
  const names = new Set(known)
  const found = new Set<string>()
  for await (const { keys } of scanKeys(redis, pattern, mostKeys)) {
    for (const key of keys) {
      const [, name] = laneKey.exec(key) ?? []
      if (name !== undefined && !names.has(name) && found.size < mostLanes) found.add(name)
    }
  }
  return Promise.all(
    [...found].sort().map(async (name) => {
      const lanes = openLanes(redis, { name })
      try {
        const waiting = await withTimeout(redis, answerMs, () => countWaiting(lanes))
        return { name, waiting, closest: closestName(name, names) }
      } finally {
        closeLanes(lanes).catch(() => {})
      }
    }),
  )
}
