import type { MessageStatus } from '../../message/index.js'
import { type AccountKeys, defineScript, type Redis } from '../../redis/index.js'
import { entryLua } from '../entry/entry.lua.js'
import { laneFromUrgent } from '../entry/entry-fields.js'
import { entryScriptArgs, entryScriptKeys, type LedgerOptions } from '../entry/ledger-options.js'
import { resolveDoubtLua } from './resolve-doubt.lua.js'

const script = defineScript('disparoResolve', entryLua, resolveDoubtLua)

export interface ResolveDoubtInput {
  readonly ledgerOptions: LedgerOptions
  readonly ids: readonly string[]
  /** `enqueued`: they were not sent, and are sent again. `accepted`: they were sent. */
  readonly as: 'enqueued' | 'accepted'
  /** Kept as the entry's detail: `proved-absent`, or who decided so. */
  readonly reason: string
  /** Only messages that were unknown by then (epoch ms) are resolved. */
  readonly unknownBy: number
  /** How long an attempt may go on after it began, ms: only messages whose last one was over by then are resolved. */
  readonly attemptMs: number
  /** One that is to be sent again and has made as many attempts is `failed` (`attempts-exhausted`). Default: any number. */
  readonly maxAttempts?: number | undefined
}

/** Ends the doubt of unknown messages. Answers whose; their jobs sleep in their lanes and have to be woken. */
export async function resolveDoubt(
  redis: Redis,
  keys: AccountKeys,
  input: ResolveDoubtInput,
): Promise<string[]> {
  if (input.ids.length === 0) return []
  const args = [
    ...entryScriptArgs(keys, input.ledgerOptions),
    input.as,
    input.reason,
    input.unknownBy,
    input.attemptMs,
    input.maxAttempts ?? 0,
    ...input.ids,
  ]
  const resolved = (await script(redis, entryScriptKeys(keys), args)) as [string, string, MessageStatus][]
  for (const [, urgent, status] of resolved)
    input.ledgerOptions.onStatus?.({ lane: laneFromUrgent(urgent), status })
  return resolved.map(([id]) => id)
}

/** The ids of messages in doubt, those longest in it first; at most `limit`. */
export async function readUnknown(redis: Redis, keys: AccountKeys, limit: number): Promise<string[]> {
  return redis.zrange(keys.unknown, '0', String(limit - 1))
}
