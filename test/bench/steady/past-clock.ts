import type { AccountKeys, Redis } from '@disparo/core/internal/redis'

const TIME = "redis.call('TIME')"

/** Sets the time (epoch ms) that scripts read from now on. Sent at once: what is sent afterwards sees it. */
export type PastClock = (ms: number) => void

/**
 * Gives the scripts of this connection a clock of our own in place of Redis's, so that they write an account's past.
 * Scripts that were run on it before keep theirs.
 */
export function usePastClock(redis: Redis, { prefix }: AccountKeys): PastClock {
  const key = `${prefix}:bench:clock`
  const seconds = `math.floor(redis.call('GET', '${key}') / 1000)`
  const micros = `(redis.call('GET', '${key}') % 1000 * 1000)`
  const define = redis.defineCommand.bind(redis)
  redis.defineCommand = (name, definition) =>
    define(name, {
      ...definition,
      lua: definition.lua.replaceAll(TIME, `{ ${seconds}, ${micros} }`),
    })
  return (ms) => void redis.set(key, Math.round(ms), 'EX', 600)
}
