import type { AccountKeys, Redis } from '../../redis/index.js'
import { sliceMs } from '../entry/ledger-options.js'
import type { Slice } from './slice.js'

/** A stretch of Redis's clock (epoch ms) whose times say nothing: the clock was put back over it. */
export interface ClockRollback {
  readonly from: number
  readonly until: number
}

/** What may pass between two looks at the clock, so that attempts in between are covered. */
const marginMs = 10_000
/** A fail-over between servers whose clocks agree as well as clocks do. */
const jitterMs = 1_000

/**
 * Looks whether Redis's clock was put back (a corrected clock, or a fail-over to a server that is behind): it says an earlier
 * time than it said before, or attempts are noted in the future. What was noted in that stretch may have happened at
 * another time. Called often, by whoever holds the lease.
 * @param saidAt - what it said last, where the caller knows (epoch ms)
 * @param maxAgeMs - for so long after it such a stretch matters
 */
export async function detectClockRollback(
  redis: Redis,
  keys: AccountKeys,
  {
    now,
    slices = [],
    maxAgeMs,
    saidAt = 0,
  }: { now: number; slices?: readonly Pick<Slice, 'steps'>[]; maxAgeMs: number; saidAt?: number },
): Promise<void> {
  const [said, from, until] = await redis.hmget(keys.reportState, 'clockSaid', 'putBackFrom', 'putBackUntil')
  const latest = (slices.at(-1)?.steps.at(-1) ?? Number.NEGATIVE_INFINITY) * sliceMs
  const noted = latest > now + jitterMs ? latest + sliceMs : 0
  const saidLast = Math.max(Number(said ?? 0), saidAt)
  const isBack = saidLast > now + jitterMs
  const ahead = Math.max(isBack ? saidLast + marginMs : 0, noted)
  const isOld = until === null || Number(until) < now - maxAgeMs
  await redis.hset(keys.reportState, {
    clockSaid: now,
    ...(ahead > 0
      ? {
          putBackFrom: isOld ? now : Math.min(Number(from), now),
          putBackUntil: isOld ? ahead : Math.max(Number(until), ahead),
        }
      : {}),
  })
}

/** The stretch whose times are not to be trusted, if there is any. */
export async function readClockRollback(redis: Redis, keys: AccountKeys): Promise<ClockRollback | undefined> {
  const [from, until] = await redis.hmget(keys.reportState, 'putBackFrom', 'putBackUntil')
  return from && until ? { from: Number(from), until: Number(until) } : undefined
}
