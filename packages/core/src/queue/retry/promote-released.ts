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
import { retryJob } from './retry-job.js'

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

interface Sleeper {
  readonly id: string
  readonly lane: Lane
}

/** Of the messages to wake: those whose job is under way, perhaps only to fall asleep, and those without a job. */
export interface PromotedJobs<T extends Sleeper = Sleeper> {
  readonly busy: readonly T[]
  readonly missing: readonly T[]
}

/**
 * Ends the sleep of messages whose doubt is resolved: they run at once instead of at their next look. A job that has failed
 * would never run by itself: it begins anew.
 */
export async function promoteJobs<T extends Sleeper>(
  lanes: Lanes,
  messages: readonly T[],
): Promise<PromotedJobs<T>> {
  const found = await Promise.all(messages.map((message) => wakeOne(lanes, message)))
  const those = (state: (typeof found)[number]) => messages.filter((_, index) => found[index] === state)
  return { busy: those('busy'), missing: those('missing') }
}

/** First whether it is under way: what is not can only be awake, or asleep or failed already. */
async function wakeOne(lanes: Lanes, { id, lane }: Sleeper): Promise<'awake' | 'busy' | 'missing'> {
  const job = await lanes[lane].getJob(id)
  if (!job) return 'missing'
  if (await job.isActive()) return 'busy'
  if (await job.isFailed()) await retryJob(job)
  else if (await job.isDelayed()) await job.promote().catch(() => {}) // Awake by now.
  return 'awake'
}
