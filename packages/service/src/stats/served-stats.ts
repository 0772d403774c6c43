import { closeLanes, countWaiting, openLanes } from '@disparo/core/internal/queue'
import { type Redis, withTimeout } from '@disparo/core/internal/redis'
import { readServedAccounts, type ServedAccount } from '@disparo/core/internal/served'

/** An account that programs serve, or have served, and what waits for it. */
export interface ServedStats extends ServedAccount {
  /** Messages in its lanes, whatever they wait for; told of accounts that no worker serves now. */
  readonly waiting?: number
}

const answerMs = 2_000
/** Of the accounts that no worker serves, so many are looked into: those that were served last. */
const mostUnserved = 200

/** @throws RedisUnavailableError where it cannot be known who is served; what waits of an account is left out then */
export async function readServedStats(redis: Redis): Promise<ServedStats[]> {
  const all = await withTimeout(redis, answerMs, () => readServedAccounts(redis))
  const unserved = all
    .filter(({ servedBy }) => !servedBy.includes('worker'))
    .sort((one, other) => lastOf(other) - lastOf(one))
    .slice(0, mostUnserved)
  const counts = await Promise.all(
    unserved.map(async ({ name }) => [name, await countIn(redis, name).catch(() => undefined)] as const),
  )
  const waiting = new Map(counts)
  return all.map((account) => {
    const count = waiting.get(account.name)
    return count === undefined ? account : { ...account, waiting: count }
  })
}

function lastOf({ lastServed }: ServedAccount): number {
  return Math.max(lastServed.worker?.getTime() ?? 0, lastServed.producer?.getTime() ?? 0)
}

async function countIn(redis: Redis, name: string): Promise<number> {
  const lanes = openLanes(redis, { name })
  try {
    return await withTimeout(redis, answerMs, () => countWaiting(lanes))
  } finally {
    closeLanes(lanes).catch(() => {})
  }
}
