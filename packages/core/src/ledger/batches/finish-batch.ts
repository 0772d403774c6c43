import { type AccountKeys, defineScript, type Redis } from '../../redis/index.js'
import { entryLua } from '../entry/entry.lua.js'
import { entryScriptArgs, entryScriptKeys } from '../entry/ledger-options.js'

/** Keys: the account's three (see entry.lua.ts), batch. All its messages may be settled by then. */
const finishLua = /* lua */ `
redis.call('HDEL', KEYS[4], 'unfinished')
local account = entry_account()
account.now = gate_now()
canary_fit(account, KEYS[4])
batch_finish(account, KEYS[4])
`

const script = defineScript('disparoFinishBatch', entryLua, finishLua)

/** Whether there is a callback, workers have noted. */
const asRecorded = { retentionMs: 0, outbox: false, outboxAsRecorded: true }

/** All rows of the input were read, to its end. */
export async function finishBatch(redis: Redis, keys: AccountKeys, id: string): Promise<void> {
  await script(redis, [...entryScriptKeys(keys), keys.batch(id)], entryScriptArgs(keys, asRecorded))
}
