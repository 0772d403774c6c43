import type { AccountKeys, Redis } from '../redis/index.js'

/** What a reader finds that goes to rest. */
export interface RestingOutbox {
  /** Nothing is to be moved, and no receiver to be tried. The next change gives a signal (`entry_tell`). */
  readonly isEmpty: boolean
  /** Some messages have changes that are under way, or wait for their next attempt. */
  readonly hasSequences: boolean
}

/**
 * Says that somebody waits for the next change, and only then looks whether there is one: so none comes in between. Whoever
 * writes one takes the note away, so that there is one signal for however many changes.
 */
export async function restUntilNextEvent(redis: Redis, keys: AccountKeys): Promise<RestingOutbox> {
  const replies = await redis
    .pipeline()
    .hset(keys.callbacks, 'asleep', '1')
    .hmget(keys.callbacks, 'restUntil', 'earlySince')
    .xlen(keys.events)
    .zcard(keys.callbackReady)
    .hlen(keys.callbackSequences)
    .exec()
  const [, rest, events, ready, sequences] = (replies ?? []).map(([error, reply]) => {
    if (error) throw error
    return reply
  })
  const isTrying = (rest as (string | null)[]).some((field) => field !== null)
  return { isEmpty: !isTrying && events === 0 && ready === 0, hasSequences: sequences !== 0 }
}
