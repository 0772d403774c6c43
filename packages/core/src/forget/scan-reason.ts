import type { PersonMarks } from '../persons/index.js'
import { redisNow } from '../redis/index.js'
import type { ForgetDeps } from './forget-deps.js'

/**
 * Why all keys of Redis were looked at: `before-index`, there may be messages from before there was an index of persons (0.1.0);
 * `closed-key`, what some persons are marked with is sealed by a data key that is not here; `long-waiting`, a message waits for
 * longer than it was noted for; `asked`, somebody wanted it.
 */
export type ScanReason = 'before-index' | 'closed-key' | 'long-waiting' | 'asked'

const dayMs = 86_400_000
/** As long as a message of before may have been in doubt, and a week in which not all programs are new. */
const formerMs = 40 * dayMs
/** The index has a message for a week longer than the ledger keeps it. */
const marginMs = 6 * dayMs

/** `undefined`: the index has all that is to be found. */
export async function scanReason(deps: ForgetDeps, marks: PersonMarks): Promise<ScanReason | undefined> {
  const { redis, keys, persons } = deps
  if (marks.closedKeys > 0) return 'closed-key'
  const now = await redisNow(redis, keys)
  const { retentionMs } = persons
  if (marks.since > 0 && now < marks.since + retentionMs + formerMs) return 'before-index'
  return (await oldestWaiting(deps)) < now - retentionMs - marginMs ? 'long-waiting' : undefined
}

/** When the message was enqueued, or was to be sent, that is first among those of its kind in its lane; epoch ms. */
async function oldestWaiting({ redis, lanes }: ForgetDeps): Promise<number> {
  const perPriority = 0x100000000
  const firsts = await Promise.all(
    Object.values(lanes).flatMap((lane) => [
      redis.lindex(lane.toKey('wait'), -1).then((id) => [id]),
      redis.zrange(lane.toKey('delayed'), '0', '0'),
      ...[1, 10, 1_000].map((priority) =>
        redis.zrange(
          lane.toKey('prioritized'),
          String(priority * perPriority),
          String((priority + 1) * perPriority - 1),
          ...(['BYSCORE', 'LIMIT', '0', '1'] as const),
        ),
      ),
    ]),
  )
  const times = await Promise.all(
    Object.values(lanes).flatMap((lane) =>
      firsts.flat().map(async (id) => {
        const [timestamp, delay] = id ? await redis.hmget(lane.toKey(id), 'timestamp', 'delay') : []
        return timestamp ? Number(timestamp) + Number(delay ?? 0) : Number.POSITIVE_INFINITY
      }),
    ),
  )
  return Math.min(...times)
}
