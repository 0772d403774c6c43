import { publishWake } from '@disparo/core/internal/redis'
import { DelayedError, type Job } from 'bullmq'
import type { LaneDeps } from './lane-deps.js'

/** The clock that says how long it is parked, and when it expires, is not this one: it must not ask again and again until they agree. */
const shortestMs = 1_000
const clockMs = 60_000
/** Whoever waits longest for a job of the lane looks when this is over: not this worker, which was busy. */
const soonMs = 100

/**
 * A message that this worker cannot open sleeps until one that can wakes it (`wakeParked`), or it expires. It spends no attempt. One that
 * was just woken is left to the others first: in a quiet lane the same worker could take it again and again.
 */
export async function parkWithoutKey(
  { redis, keys }: Pick<LaneDeps, 'redis' | 'keys'>,
  job: Job,
  { ms, again, expiresAt }: { readonly ms: number; readonly again: boolean; readonly expiresAt?: Date },
): Promise<never> {
  const now = Date.now()
  const wasWoken = !again && job.attemptsStarted > 1
  const until = Math.min(now + ms + clockMs, expiresAt?.getTime() ?? Number.POSITIVE_INFINITY)
  await job.moveToDelayed(wasWoken ? now + soonMs : Math.max(now + shortestMs, until), job.token)
  // Not before it sleeps: whoever wakes it would come too early.
  await publishWake(redis, keys, 'parked')
  throw new DelayedError()
}
