import type { AccountKeys } from '@disparo/core/redis'
import type { Redis } from 'ioredis'

/** What scans have learnt of an account's report, shared by all workers. */
export interface Learnt {
  /** How far upstream's clock is ahead of Redis's, ms. */
  readonly skewMs: number
  /** Report items for each message of ours: more than 1 where operators or other programs send as well. */
  readonly itemsPerMessage: number
}

/** How much a new value counts against what was learnt before. */
const weight = 0.2

export async function readLearnt(redis: Redis, keys: AccountKeys): Promise<Learnt> {
  const [skew, items] = await redis.hmget(keys.reportState, 'skewMs', 'itemsPerMessage')
  return { skewMs: Number(skew ?? 0), itemsPerMessage: Number(items ?? 1) }
}

export async function writeLearnt(redis: Redis, keys: AccountKeys, learnt: Learnt): Promise<void> {
  await redis.hset(keys.reportState, { skewMs: learnt.skewMs, itemsPerMessage: learnt.itemsPerMessage })
}

/** Learns from one answer. A `Date` header is in whole seconds, so on average half a second early (RFC 9110, 6.6.1). */
export function learn(
  before: Learnt,
  seen: {
    readonly upstreamDate?: Date | undefined
    readonly now: number
    readonly items: number
    readonly messages: number
  },
): Learnt {
  const mix = (old: number, value: number) => old + weight * (value - old)
  const skew = seen.upstreamDate ? seen.upstreamDate.getTime() + 500 - seen.now : before.skewMs
  return {
    // A jump of the clock is believed at once; what is within a second is the header's own coarseness.
    skewMs: Math.round(Math.abs(skew - before.skewMs) > 1_000 ? skew : mix(before.skewMs, skew)),
    itemsPerMessage:
      seen.messages === 0
        ? before.itemsPerMessage
        : Math.max(1, mix(before.itemsPerMessage, seen.items / seen.messages)),
  }
}

/** Redis's clock, by which the ledger's times are. */
export async function redisNow(redis: Redis): Promise<number> {
  const [seconds, micros] = await redis.time()
  return Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000)
}
