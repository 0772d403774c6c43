import { type AccountKeys, defineScript, type Redis } from '../redis/index.js'
import { clockLua, clockRollbackLua } from './gate.lua.js'
import type { Limit } from './limit.js'
import { reportedLimitLua } from './reported-limit.lua.js'

/** What an answer to a message says of the limit (001, "Cotas de consumo"). */
export interface ReportedLimit {
  /** `X-Rate-Limit-Limit`. */
  readonly limit?: number | undefined
  /** `X-Rate-Limit-Remaining`. */
  readonly remaining?: number | undefined
  /** `X-Rate-Limit-Reset`, ms. */
  readonly resetMs?: number | undefined
}

/** What hearing it has changed. */
export interface LimitChange {
  /** The lower limit that is in force from now on, for all workers. */
  readonly lowered?: number
  /** A limit higher than the account's, heard of for the first time. */
  readonly higher?: number
  /** For how long (ms) nothing is sent from now on, because nothing is left. */
  readonly exhaustedMs?: number
  /** The same again would change nothing within a second. */
  readonly unchanged: boolean
}

/** The longest window that is documented is the report's: more than that is nonsense, unless our own is longer. */
const longestWindowMs = 600_000

const script = defineScript(
  'disparoObserveLimit',
  clockLua,
  clockRollbackLua,
  reportedLimitLua,
  `return reported_observe(KEYS[1], gate_now(), tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5]))`,
)

/** For how long (ms) nothing can be sent by what an answer says: 0 while something is left, or nobody knows until when. */
export function exhaustedMs(
  { remaining, resetMs = 0 }: ReportedLimit,
  { windowMs }: Pick<Limit, 'windowMs'>,
): number {
  return remaining === 0 ? Math.min(resetMs, Math.max(windowMs, longestWindowMs)) : 0
}

/**
 * Tells the gate what an answer to a message says of the limit. Where nothing is left it waits for Reset. A lower limit comes
 * into force after 10 answers in a row that say so, if theirs is a window like the account's: no Reset of it was longer
 * (`limit.windowMs`, rounded up to whole seconds) and one came within a fifth of it. It holds until 10 minutes after the last.
 */
export async function observeLimit(
  redis: Redis,
  keys: AccountKeys,
  said: ReportedLimit,
  limit: Pick<Limit, 'max' | 'windowMs'>,
): Promise<LimitChange> {
  const { limit: saidMax = -1, resetMs = 0 } = said
  const args = [limit.max, limit.windowMs, saidMax, resetMs, exhaustedMs(said, limit)]
  const [lowered, higher, exhausted, settled] = (await script(redis, [keys.gateLimit], args)) as [
    number,
    number,
    number,
    number,
  ]
  return {
    ...(lowered > 0 ? { lowered } : {}),
    ...(higher > 0 ? { higher } : {}),
    ...(exhausted > 0 ? { exhaustedMs: exhausted } : {}),
    unchanged: settled === 1,
  }
}
