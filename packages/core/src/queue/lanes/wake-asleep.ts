import type { Queue } from 'bullmq'
import { type AsleepGroup, forgetAsleep, wakesWithin } from '../../contacts/index.js'
import type { AccountKeys, Redis } from '../../redis/index.js'
import { isJobStateConflict } from './job-state-conflict.js'
import type { Lanes } from './lanes.js'

/** So few that an urgent message does not wait for them. */
const perStep = 100
/** By which BullMQ keeps sleepers of one millisecond in order. */
const scorePerMs = 0x1000

/**
 * Wakes, in their order, the messages that sleep until an hour at which they need not wait any more, or wait for another: `begin` judges each
 * anew. One that slept until the same moment for another reason is woken for nothing, and never one whose turn has not come yet.
 * @param shouldContinue asked before every step
 * @returns how many were woken; `undefined`: it did not come to the end
 */
export async function wakeAsleep(
  { redis, keys, lanes }: { readonly redis: Redis; readonly keys: AccountKeys; readonly lanes: Lanes },
  group: AsleepGroup,
  shouldContinue: () => Promise<boolean>,
): Promise<number | undefined> {
  const { from, until } = wakesWithin(group)
  let woken = 0
  for (const lane of Object.values(lanes)) {
    const delayed = lane.toKey('delayed')
    for (let skipped = 0; ; ) {
      if (!(await shouldContinue())) return undefined
      const range = [from * scorePerMs, (until + 1) * scorePerMs - 1] as const
      const ids = await redis.zrangebyscore(delayed, ...range, 'LIMIT', skipped, perStep)
      const awake = await Promise.all(ids.map((id) => wakeOne(lane, id)))
      const gone = awake.filter(Boolean).length
      woken += gone
      skipped += ids.length - gone
      if (ids.length < perStep) break
    }
  }
  await forgetAsleep(redis, keys, group)
  return woken
}

/** One that was never started sleeps until its `sendAt`. */
async function wakeOne(lane: Queue, id: string): Promise<boolean> {
  const job = await lane.getJob(id)
  if (!job || job.attemptsStarted === 0) return false
  try {
    await job.promote()
    return true
  } catch (error) {
    if (!isJobStateConflict(error)) throw error
    return false
  }
}
