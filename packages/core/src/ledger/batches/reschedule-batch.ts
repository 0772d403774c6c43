import { noteActLua } from '../../audit/index.js'
import { clockLua } from '../../gate/index.js'
import type { MessageStatus } from '../../message/index.js'
import { type AccountKeys, defineScript, publishWake, type Redis } from '../../redis/index.js'
import { batchRetentionLua } from './batch-retention.lua.js'
import { rescheduleBatchLua } from './reschedule-batch.lua.js'
import { batchScriptKeys } from './set-batch-phase.js'

const script = defineScript(
  'disparoRescheduleBatch',
  clockLua,
  noteActLua,
  batchRetentionLua,
  rescheduleBatchLua,
)

interface NewStart {
  readonly id: string
  readonly sendAt: number
  readonly retentionMs: number
  /** Who does so, where that is known; and how long that is kept, ms. Default: it is not. */
  readonly by?: string | undefined
  readonly auditMs?: number | undefined
}

/**
 * Gives a batch another moment before which none of its messages goes (epoch ms), in one step: from the answer on none goes sooner.
 * @returns `ok`; `cancelled`; the status of one that has begun; `undefined` when there is no such batch
 */
export async function rescheduleBatch(
  redis: Redis,
  keys: AccountKeys,
  { id, sendAt, retentionMs, by = '', auditMs = 0 }: NewStart,
): Promise<'ok' | MessageStatus | undefined> {
  const keptMs = Math.max(0, sendAt - Date.now()) + retentionMs
  const at = new Date(sendAt).toISOString()
  const named = [...batchScriptKeys(keys, id), keys.audit]
  const answer = await script(redis, named, [id, sendAt, keptMs, by, auditMs, at])
  if (answer === 'ok') await publishWake(redis, keys, 'batches')
  return (answer ?? undefined) as 'ok' | MessageStatus | undefined
}
