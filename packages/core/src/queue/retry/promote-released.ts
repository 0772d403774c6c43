import {
  failOrphans,
  type LedgerOptions,
  readEntries,
  readReleased,
  removeReleased,
} from '../../ledger/index.js'
import type { Lane, MessageStatus } from '../../message/index.js'
import type { AccountKeys, Redis } from '../../redis/index.js'
import type { Lanes } from '../lanes/lanes.js'
import { promoteJobs } from './promote-jobs.js'

export interface JobDeps {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly lanes: Lanes
  readonly ledgerOptions: LedgerOptions
}

/** One whose doubt ended with its last attempt `failed`: its job runs to fail, too, and can then be retried. */
const runs: ReadonlySet<MessageStatus> = new Set(['enqueued', 'failed'])

/**
 * Wakes messages that were released from doubt or reopened, and do not run yet, whoever did so: it may have died since.
 * One whose job is under way is left for the next call, for it may have begun before that, and be about to fall asleep or
 * to fail.
 * Answers the ids of those that had no job any more and are `failed` now.
 * @param limit how many at most; the rest is left for the next call
 */
export async function promoteReleased(deps: JobDeps, limit = 500): Promise<string[]> {
  const { redis, keys, lanes } = deps
  const ids = await readReleased(redis, keys, limit)
  if (ids.length === 0) return []
  const entries = await readEntries(deps, ids)
  const waiting = entries.flatMap((entry) => (entry && runs.has(entry.status) ? [entry] : []))
  const { busy, missing } = await promoteJobs(lanes, waiting)
  const failed = await failMissingJobs(deps, missing)
  const busyIds = new Set(busy.map(({ id }) => id))
  await removeReleased(
    redis,
    keys,
    ids.filter((id) => !busyIds.has(id)),
  )
  return failed
}

/** What a message says is in its job only: without it, it cannot be sent. Answers the ids of those that failed for it. */
export function failMissingJobs(
  { redis, keys, lanes, ledgerOptions }: JobDeps,
  messages: readonly { readonly id: string; readonly lane: Lane }[],
): Promise<string[]> {
  const orphans = messages.map(({ id, lane }) => ({ id, jobKey: lanes[lane].toKey(id) }))
  return failOrphans(redis, keys, { ledgerOptions, orphans })
}
