import { type AccountKeys, defineScript, type Redis } from '../../redis/index.js'
import { entryLua } from '../entry/entry.lua.js'
import { laneFromUrgent } from '../entry/entry-fields.js'
import { entryScriptArgs, entryScriptKeys, type LedgerOptions } from '../entry/ledger-options.js'
import { failOrphansLua } from './fail-orphans.lua.js'

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
