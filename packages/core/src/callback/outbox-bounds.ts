import type { AccountKeys, Redis } from '../redis/index.js'

/** What the outbox may hold while nothing can be delivered. */
export interface OutboxBounds {
  /** 73 bytes of Redis each. */
  readonly events: number
  readonly ageMs: number
}

/** 2,000,000 changes are about 150 MB, and those of some 500,000 messages. */
export const outboxBounds: OutboxBounds = { events: 2_000_000, ageMs: 7 * 24 * 3_600_000 }

/** How much of the outbox's room is used, by number or by age, whichever is more: 0 to 1. */
export function outboxUsed(
  { events, oldestAt, now }: { readonly events: number; readonly oldestAt?: number; readonly now: number },
  bounds: OutboxBounds = outboxBounds,
): number {
  const age = oldestAt === undefined ? 0 : Math.max(0, now - oldestAt)
  return Math.min(1, Math.max(events / bounds.events, age / bounds.ageMs))
}

/** When the oldest event in the outbox was written, epoch ms. */
export async function oldestEventAt(redis: Redis, keys: AccountKeys): Promise<number | undefined> {
  const [first] = await redis.xrange(keys.events, '-', '+', 'COUNT', 1)
  return first && Number(first[0].split('-', 1)[0])
}

/**
 * Drops what is beyond the bounds, oldest first, and counts it. Answers how many were dropped.
 * @param now epoch ms, by the clock of Redis
 */
export async function trimOutbox(
  redis: Redis,
  keys: AccountKeys,
  now: number,
  bounds: OutboxBounds = outboxBounds,
): Promise<number> {
  const old = await redis.xtrim(keys.events, 'MINID', Math.max(0, Math.floor(now - bounds.ageMs)))
  const dropped = old + (await redis.xtrim(keys.events, 'MAXLEN', bounds.events))
  if (dropped > 0) await redis.hincrby(keys.callbacks, 'dropped', dropped)
  return dropped
}
