import { capDayMs, type FrequencyCap } from '../../contacts/index.js'
import type { AccountKeys, Redis } from '../../redis/index.js'

/** For which time the counters of an account's persons are complete (contacts/caps/cap-counter.lua.ts). */
export interface CountsState {
  /** So long (ms) back. 0: not at all. */
  readonly windowMs: number
  /** Until when that is sure, and when it was last said, epoch ms by Redis's clock. */
  readonly until: number
  readonly at: number
  /** When a message was put off last, for what went out before is not counted yet; epoch ms. */
  readonly countingAt: number
}

/** Workers that count say so much more often; where none has for so long, what went out meanwhile may not be counted. */
const sureMs = 600_000

export async function readCountsState(redis: Redis, keys: AccountKeys): Promise<CountsState> {
  const known = await redis.hmget(keys.capped, 'window', 'until', 'at', 'countingAt')
  const [windowMs = 0, until = 0, at = 0, countingAt = 0] = known.map(Number)
  return { windowMs, until, at, countingAt }
}

/** From `now` on, for a while, the counters are complete for the days of the cap. */
export async function recordCountsKnown(
  redis: Redis,
  keys: AccountKeys,
  { cap, now }: { readonly cap: FrequencyCap; readonly now: number },
): Promise<void> {
  const windowMs = Math.round(cap.days * capDayMs)
  await redis
    .multi()
    .hset(keys.capped, { window: windowMs, until: now + sureMs, at: now })
    .pexpire(keys.capped, 2 * windowMs + sureMs)
    .exec()
}

/** What was put off asks again within a second or so, and some time later where there is much of it. */
const askedAgainMs = 60_000

/** Whether messages that were put off last at `countingAt` (epoch ms) still wait until what went out before is counted. */
export function isCounting(countingAt: number, countedAt: number, now: number): boolean {
  return countingAt >= countedAt && countingAt > now - askedAgainMs
}
