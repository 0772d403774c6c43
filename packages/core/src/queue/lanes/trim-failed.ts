import type { Queue } from 'bullmq'
import { entryField } from '../../ledger/index.js'
import { type AccountKeys, defineScript, type Redis } from '../../redis/index.js'

/**
 * Removes failed jobs whose messages are settled, each in one step with the look at its message: one that was reopened, or
 * that we had a fault with, has nothing but its job. Key: the set of those that failed. Then: what the keys of jobs and of
 * messages begin with, whether those that can still be retried go, too (1), and ids. Answers how many were removed.
 * Where the ledger has let go of the entry, the reason of the job's failing tells (`endOf`).
 */
const script = defineScript(
  'disparoTrimFailed',
  /* lua */ `
local failed, jobs, messages, all, removed = KEYS[1], ARGV[1], ARGV[2], ARGV[3] == '1', 0
local open = { enqueued = true, sending = true, unknown = true }
for index = 4, #ARGV do
  local job = jobs .. ARGV[index]
  -- A key that is not an entry fails the command, and settles nothing.
  local status = redis.pcall('HGET', messages .. ARGV[index], '${entryField.status}')
  if status == false then
    status = string.match(redis.call('HGET', job, 'failedReason') or '', '^(%l+): ')
    if status ~= 'rejected' and status ~= 'failed' then status = nil end
  end
  if type(status) == 'string' and not open[status] and (all or status ~= 'failed')
    and redis.call('ZREM', failed, ARGV[index]) == 1 then
    for _, part in ipairs({ '', ':logs', ':dependencies', ':processed', ':failed', ':unsuccessful' }) do
      redis.call('DEL', job .. part)
    end
    removed = removed + 1
  end
end
return removed
`,
)

/** A chunk is short enough to keep nobody waiting. */
const perChunk = 500

export interface FailedRetention {
  /** For how long a failed job is kept, ms. */
  readonly ms: number
  /** The latest so many are kept for so long; of those before them, what cannot be retried anyway goes at once. */
  readonly count: number
}

/** What a job says as it fails, when its message has come to its end in the ledger. */
export function settledFailureReason(status: 'rejected' | 'failed', reason: string): string {
  return `${status}: ${reason}`
}

/**
 * Removes the jobs of a lane that failed longer ago than they are kept, or are more than are kept. A job whose message is
 * not settled is never removed.
 * @param now epoch ms
 * @returns how many were removed
 */
export async function trimFailed(
  redis: Redis,
  keys: AccountKeys,
  lane: Pick<Queue, 'toKey'>,
  { kept, now }: { readonly kept: FailedRetention; readonly now: number },
): Promise<number> {
  const set = lane.toKey('failed')
  const remove = async (ids: readonly string[], all: boolean) =>
    Number(await script(redis, [set], [lane.toKey(''), keys.message(''), all ? 1 : 0, ...ids]))

  let removed = 0
  for (let stay = 0; ; ) {
    const ids = await redis.zrangebyscore(set, '-inf', now - kept.ms, 'LIMIT', stay, perChunk)
    const gone = await remove(ids, true)
    removed += gone
    stay += ids.length - gone
    if (ids.length < perChunk) break
  }
  for (let stay = 0; ; ) {
    const excess = (await redis.zcard(set)) - kept.count - stay
    if (excess <= 0) break
    const ids = await redis.zrange(set, String(stay), String(stay + Math.min(perChunk, excess) - 1))
    const gone = await remove(ids, false)
    removed += gone
    stay += ids.length - gone
    if (ids.length === 0) break
  }
  return removed
}
