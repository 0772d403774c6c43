import { clockLua } from '../../gate/index.js'
import { type AccountKeys, defineScript, publishWake, type Redis } from '../../redis/index.js'
import { setBatchPaceLua } from './set-batch-pace.lua.js'
import { batchScriptKeys } from './set-batch-phase.js'

const script = defineScript('disparoSetBatchPace', clockLua, setBatchPaceLua)

/**
 * Gives a batch another pace, in one step: from the answer on its messages begin by that. Those that were put off ask anew within seconds.
 * @param pace.maxPerMinute `undefined`: it goes as fast as its account may
 * @returns `ok`; `cancelled`; `urgent` where it is of that lane, which nothing slows down; `undefined` when there is no such batch
 */
export async function setBatchPace(
  redis: Redis,
  keys: AccountKeys,
  { id, maxPerMinute }: { readonly id: string; readonly maxPerMinute: number | undefined },
): Promise<'ok' | 'cancelled' | 'urgent' | undefined> {
  const answer = await script(redis, batchScriptKeys(keys, id), [id, maxPerMinute ?? ''])
  if (answer === 'ok') await publishWake(redis, keys, 'batches')
  return (answer ?? undefined) as 'ok' | 'cancelled' | 'urgent' | undefined
}
