import { type AccountKeys, defineScript, type Redis } from '../../redis/index.js'
import { entryLua } from '../entry/entry.lua.js'
import { laneFromUrgent } from '../entry/entry-fields.js'
import { entryScriptArgs, entryScriptKeys, type LedgerOptions } from '../entry/ledger-options.js'

/**
 * Fails messages that are `enqueued` and have no job. Keys: the account's three (see entry.lua.ts). After the account's
 * arguments: why; then for each message its id and the key of its job. Answers those that failed: id, and field `urgent`.
 */
const failOrphansLua = /* lua */ `
local account, now = entry_account(), gate_now()
local why, failed = ARGV[5], {}
for index = 6, #ARGV, 2 do
  local id, job = ARGV[index], ARGV[index + 1]
  local entry = account.prefix .. ':msg:' .. id
  local known = redis.call('HMGET', entry, field.status, field.batch, field.urgent)
  if known[1] == 'enqueued' and redis.call('EXISTS', job) == 0 then
    redis.call('HSET', entry, field.detail, why)
    entry_move(account, id, known[2], 'enqueued', 'failed', now, nil, nil, why)
    failed[#failed + 1] = { id, known[3] or '' }
  end
end
return failed
`

const script = defineScript('disparoFailOrphans', entryLua, failOrphansLua)

/** The ids of messages to be sent again (`resolveDoubt`, `reopen`) whose jobs may not run yet, the earliest first. */
export async function readReleased(redis: Redis, keys: AccountKeys, limit: number): Promise<string[]> {
  return redis.zrange(keys.released, '0', String(limit - 1))
}

/** Their jobs are awake, or gone: nobody need look after them any more. */
export async function removeReleased(redis: Redis, keys: AccountKeys, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await redis.zrem(keys.released, ...ids)
}

/** A message and the Redis key of its job. */
export interface MessageJob {
  readonly id: string
  readonly jobKey: string
}

/**
 * Ends messages that are to be sent but have no job any more (removed by hand, or lost with an older file of Redis):
 * what they say is gone with it, so they become `failed`, detail `job-missing`. Whether the job is missing is seen
 * again in the same step. Answers whose end that was.
 */
export async function failOrphans(
  redis: Redis,
  keys: AccountKeys,
  {
    ledgerOptions,
    orphans,
  }: { readonly ledgerOptions: LedgerOptions; readonly orphans: readonly MessageJob[] },
): Promise<string[]> {
  if (orphans.length === 0) return []
  const args = [
    ...entryScriptArgs(keys, ledgerOptions),
    'job-missing',
    ...orphans.flatMap(({ id, jobKey }) => [id, jobKey]),
  ]
  const failed = (await script(redis, entryScriptKeys(keys), args)) as [string, string][]
  for (const [, urgent] of failed)
    ledgerOptions.onStatus?.({ lane: laneFromUrgent(urgent), status: 'failed' })
  return failed.map(([id]) => id)
}
