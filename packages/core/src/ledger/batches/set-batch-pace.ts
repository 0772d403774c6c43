import { noteActLua } from '../../audit/index.js'
import { clockLua } from '../../gate/index.js'
import { type AccountKeys, defineScript, publishWake, type Redis } from '../../redis/index.js'
import { setBatchPaceLua } from './set-batch-pace.lua.js'
import { batchScriptKeys } from './set-batch-phase.js'

const script = defineScript('disparoSetBatchPace', clockLua, noteActLua, setBatchPaceLua)

interface NewPace {
  readonly id: string
  readonly maxPerMinute: number | undefined
  /** Who does so, where that is known; and how long that is kept, ms. Default: it is not. */
  readonly by?: string | undefined
  readonly auditMs?: number | undefined
}

/**
 * Gives a batch another pace, in one step: from the answer on its messages begin by that. Those that were put off ask anew within seconds.
 * @param pace.maxPerMinute `undefined`: it goes as fast as its account may
 * @returns `ok`; `cancelled`; `urgent` where it is of that lane, which nothing slows down; `undefined` when there is no such batch
 */
export async function setBatchPace(
  redis: Redis,
  keys: AccountKeys,
  { id, maxPerMinute, by = '', auditMs = 0 }: NewPace,
): Promise<'ok' | 'cancelled' | 'urgent' | undefined> {
  const named = [...batchScriptKeys(keys, id), keys.audit]
  const answer = await script(redis, named, [id, maxPerMinute ?? '', by, auditMs])
  if (answer === 'ok') await publishWake(redis, keys, 'batches')
  return (answer ?? undefined) as 'ok' | 'cancelled' | 'urgent' | undefined
}
