import { type AccountKeys, defineScript, type Redis } from '../redis/index.js'

const script = defineScript(
  'disparoRestUntilNextEvent',
  /* lua */ `
redis.call('HSET', KEYS[1], 'asleep', 1)
local trying = redis.call('HMGET', KEYS[1], 'restUntil', 'earlySince')
local left = redis.call('XLEN', KEYS[2]) + redis.call('ZCARD', KEYS[3])
return { (trying[1] or trying[2] or left > 0) and 0 or 1, redis.call('HLEN', KEYS[4]) }
`,
)

/** What a reader finds that goes to rest. */
interface RestingOutbox {
  /** Nothing is to be moved, and no receiver to be tried. The next change gives a signal (`entry_tell`). */
  readonly isEmpty: boolean
  /** Some messages have changes that are under way, or wait for their next attempt. */
  readonly hasSequences: boolean
}

/**
 * Says that somebody waits for the next change, in one step with the look whether there is one. Whoever writes one takes the
 * note away, so that there is one signal for however many changes.
 */
export async function restUntilNextEvent(redis: Redis, keys: AccountKeys): Promise<RestingOutbox> {
  const used = [keys.callbacks, keys.events, keys.callbackReady, keys.callbackSequences]
  const [empty, sequences] = (await script(redis, used, [])) as [number, number]
  return { isEmpty: empty === 1, hasSequences: sequences > 0 }
}
