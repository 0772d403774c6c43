import type { AccountKeys, Redis } from '../../redis/index.js'
import { noSeal, type Seal, tryOpen } from '../../seal/index.js'
import { wordsField } from '../entry/batch-reasons.lua.js'

/** Why messages are rejected, failed or unknown: a short code that says nothing of anybody, such as `http-400` or Meta's `131026`. */
export interface ReasonCount {
  readonly code: string
  readonly count: number
  /** Upstream's words for what has a code by its words (`http-400-3f9a2c`), without what was the message's own. */
  readonly detail?: string
}

/** For which reasons messages of a batch are rejected, failed or unknown now, most messages first; 100 codes, and `other`. */
export async function readReasons(
  redis: Redis,
  keys: AccountKeys,
  id: string,
  seal: Seal = noSeal,
): Promise<ReasonCount[]> {
  const kept = await redis.hgetall(keys.batchReasons(id))
  return Object.entries(kept)
    .filter(([code, count]) => !code.startsWith(wordsField) && Number(count) > 0)
    .map(([code, count]) => {
      const words = kept[`${wordsField}${code}`]
      const detail = words && tryOpen(seal, 'detail', id, words)
      return { code, count: Number(count), ...(detail ? { detail } : {}) }
    })
    .sort((one, other) => other.count - one.count || (one.code < other.code ? -1 : 1))
}

/** Whether a code is the wanted one, or one of its kind by upstream's words: `http-400-3f9a2c` is an `http-400`. */
export function isOfReason(code: string | undefined, wanted: string): boolean {
  if (code === wanted) return true
  return code?.startsWith(`${wanted}-`) === true && /^[0-9a-f]{6}$/.test(code.slice(wanted.length + 1))
}
