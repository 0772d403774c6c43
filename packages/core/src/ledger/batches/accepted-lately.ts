import type { AccountKeys, Redis } from '../../redis/index.js'
import { timeField } from '../entry/entry-fields.js'

const minuteMs = 60_000

/** How many messages of a batch were accepted by minute (of the epoch), lately: the clocks of two machines may differ by a minute. */
export async function readAcceptedLately(
  redis: Redis,
  keys: AccountKeys,
  id: string,
): Promise<ReadonlyMap<number, number>> {
  const minute = Math.floor(Date.now() / minuteMs)
  const minutes = [minute - 2, minute - 1, minute, minute + 1]
  const counts = await redis.hmget(
    keys.batchSeries(id),
    ...minutes.map((each) => `${timeField.accepted}${each}`),
  )
  return new Map(minutes.map((each, index) => [each, Number(counts[index] ?? 0)]))
}

/**
 * How many went out in the minute before `now` (epoch ms): those of the minute that goes on, and of the one before as much as lies in
 * that, taking them as even.
 */
export function ratePerMinute(accepted: ReadonlyMap<number, number>, now: number): number {
  const minute = Math.floor(now / minuteMs)
  const share = 1 - (now - minute * minuteMs) / minuteMs
  return Math.round((accepted.get(minute) ?? 0) + (accepted.get(minute - 1) ?? 0) * share)
}
