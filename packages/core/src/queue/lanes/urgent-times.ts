import type { AccountKeys, Redis } from '../../redis/index.js'

/** How long an urgent message took from the moment at which it might go to its acceptance, and when that was (epoch ms). */
export interface UrgentTime {
  readonly at: number
  readonly ms: number
}

/** How long urgent messages of the last hour took, the latest 1,000 of them. */
export interface UrgentTimes {
  readonly messages: number
  readonly p50Ms: number
  readonly p95Ms: number
}

const hourMs = 3_600_000
const mostTimes = 1_000

/** Workers write them some seconds at a time. */
export async function recordUrgentTimes(
  redis: Redis,
  keys: AccountKeys,
  times: readonly UrgentTime[],
): Promise<void> {
  const texts = times.slice(-mostTimes).map(({ at, ms }) => `${at}:${ms}`)
  await redis
    .multi()
    .lpush(keys.urgentTimes, ...texts)
    .ltrim(keys.urgentTimes, 0, mostTimes - 1)
    .pexpire(keys.urgentTimes, hourMs)
    .exec()
}

/** @returns `undefined` where none went out within the hour before `now` (epoch ms) */
export async function readUrgentTimes(
  redis: Redis,
  keys: AccountKeys,
  now: number,
): Promise<UrgentTimes | undefined> {
  const texts = await redis.lrange(keys.urgentTimes, 0, -1)
  const times = texts.map((text) => text.split(':').map(Number) as [number, number])
  return summarize(times.flatMap(([at, ms]) => (now - at < hourMs ? [ms] : [])))
}

export function summarize(times: readonly number[]): UrgentTimes | undefined {
  if (times.length === 0) return undefined
  const sorted = times.toSorted((one, other) => one - other)
  const rank = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0
  return { messages: sorted.length, p50Ms: rank(0.5), p95Ms: rank(0.95) }
}
