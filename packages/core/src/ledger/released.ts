import { type AccountKeys, defineScript, type Redis } from '../redis/index.js'
import { type Bookkeeping, bookkeepingArgs, bookkeepingKeys } from './bookkeeping.js'
import { entryLua } from './entry.lua.js'
import { failOrphansLua } from './fail-orphans.lua.js'
import { laneOfEntry } from './fields.js'

const script = defineScript('disparoFailOrphans', entryLua, failOrphansLua)

/** The ids of messages to be sent again (`resolveDoubt`, `reopen`) whose jobs may not run yet, the earliest first. */
export async function readReleased(redis: Redis, keys: AccountKeys, limit: number): Promise<string[]> {
  return redis.zrange(keys.released, '0', String(limit - 1))
}

/** Their jobs are awake, or gone: nobody need look after them any more. */
export async function forgetReleased(redis: Redis, keys: AccountKeys, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await redis.zrem(keys.released, ...ids)
}

/** A message and the Redis key of its job. */
export interface JobOfMessage {
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
  { books, orphans }: { readonly books: Bookkeeping; readonly orphans: readonly JobOfMessage[] },
): Promise<string[]> {
  if (orphans.length === 0) return []
  const args = [
    ...bookkeepingArgs(keys, books),
    'job-missing',
    ...orphans.flatMap(({ id, jobKey }) => [id, jobKey]),
  ]
  const failed = (await script(redis, bookkeepingKeys(keys), args)) as [string, string][]
  for (const [, urgent] of failed) books.onStatus?.({ lane: laneOfEntry(urgent), status: 'failed' })
  return failed.map(([id]) => id)
}
