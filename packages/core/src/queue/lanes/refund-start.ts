import type { Job, Queue } from 'bullmq'
import { defineScript, type Redis } from '../../redis/index.js'

/**
 * Keys: BullMQ's counter of the starts in its present window, and the job's lock. After them: the lock's token, and for how
 * long the window and the lock were opened (ms). Both count down by Redis's own clock from the moment they were opened, so
 * they tell whether the window was open already when the job started. A manual rest overwrites the counter with the
 * largest number there is.
 */
const script = defineScript(
  'disparoRefundStart',
  /* lua */ `
local count, left = tonumber(redis.call('GET', KEYS[1])) or 0, redis.call('PTTL', KEYS[1])
local is_manual = count > 2 ^ 52
if count < 1 or is_manual or left < 0 or redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
local open_ms, started_ms = ARGV[2] - left, ARGV[3] - redis.call('PTTL', KEYS[2])
-- Redis may round either by 1 ms.
if started_ms > open_ms + 1 then return 0 end
redis.call('DECR', KEYS[1])
return 1
`,
)

/** How a lane's worker is set up. */
export interface StartWindow {
  /** `duration` of its limiter, ms. */
  readonly windowMs: number
  /** `lockDuration`, ms. */
  readonly lockMs: number
}

/**
 * A job that was started and sends nothing does not count against the pace of its lane: BullMQ's limiter counts starts. Call
 * it once a start, while the job is under way: who finishes it is given the next one in the same step. A start is given
 * back only to the window that it was counted in, and never to a manual rest (`queue.rateLimit`).
 * @returns whether it was given back
 */
export async function refundStart(
  redis: Redis,
  lane: Pick<Queue, 'toKey'>,
  { id, token, processedOn }: Pick<Job, 'id' | 'token' | 'processedOn'>,
  { windowMs, lockMs }: StartWindow,
): Promise<boolean> {
  // BullMQ renews a lock after a quarter of its time at the earliest. Then it tells no more when the job started.
  if (!id || !token || Date.now() - (processedOn ?? 0) >= lockMs / 4) return false
  const keys = [lane.toKey('limiter'), `${lane.toKey(id)}:lock`]
  return (await script(redis, keys, [token, windowMs, lockMs])) === 1
}
