import { type AccountKeys, defineScript, type Redis } from '../../redis/index.js'
import { entryLua } from '../entry/entry.lua.js'
import { entryScriptArgs, entryScriptKeys, type LedgerOptions } from '../entry/ledger-options.js'

/** Keys: the account's three (see entry.lua.ts). Judges the canaries that are due, by what is known of them; answers how many. */
const judgeLua = /* lua */ `
local account = entry_account()
account.now = gate_now()
local canaries = account.prefix .. ':batches:canaries'
local due = redis.call('ZRANGEBYSCORE', canaries, '-inf', account.now, 'LIMIT', 0, 100)
for _, id in ipairs(due) do
  canary_judge(account, account.prefix .. ':batch:' .. id, true)
  redis.call('ZREM', canaries, id)
end
return #due
`

const script = defineScript('disparoJudgeCanaries', entryLua, judgeLua)

/** Judges the canaries of batches that have had their time (`canaryWaitMs`). Answers how many. */
export async function judgeDueCanaries(
  redis: Redis,
  keys: AccountKeys,
  ledgerOptions: LedgerOptions,
): Promise<number> {
  return Number(await script(redis, entryScriptKeys(keys), entryScriptArgs(keys, ledgerOptions)))
}
