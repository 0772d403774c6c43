import { clockLua } from '../../gate/index.js'
import type { MessageStatus } from '../../message/index.js'
import { type AccountKeys, defineScript, publishWake, type Redis } from '../../redis/index.js'
import { batchRetentionLua } from './batch-retention.lua.js'
import { rescheduleBatchLua } from './reschedule-batch.lua.js'
import { batchScriptKeys } from './set-batch-phase.js'

const script = defineScript('disparoRescheduleBatch', clockLua, batchRetentionLua, rescheduleBatchLua)

/**
 * Gives a batch another moment before which none of its messages goes (epoch ms), in one step: from the answer on none goes sooner.
 * @returns `ok`; `cancelled`; the status of one that has begun; `undefined` when there is no such batch
 */
export async function rescheduleBatch(
  redis: Redis,
  keys: AccountKeys,
  { id, sendAt, retentionMs }: { readonly id: string; readonly sendAt: number; readonly retentionMs: number },
): Promise<'ok' | MessageStatus | undefined> {
  const keptMs = Math.max(0, sendAt - Date.now()) + retentionMs
  const answer = await script(redis, batchScriptKeys(keys, id), [id, sendAt, keptMs])
  if (answer === 'ok') await publishWake(redis, keys, 'batches')
  return (answer ?? undefined) as 'ok' | MessageStatus | undefined
}
