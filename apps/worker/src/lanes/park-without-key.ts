import { DelayedError, type Job } from 'bullmq'

/** The clock that says how long it is parked, and when it expires, is not this one: it must not ask again and again until they agree. */
const shortestMs = 1_000
const clockMs = 60_000

/** A message that this worker cannot open sleeps until one that can wakes it (`wakeParked`), or it expires. It spends no attempt. */
export async function parkWithoutKey(
  job: Job,
  { ms, expiresAt }: { readonly ms: number; readonly expiresAt?: Date },
): Promise<never> {
  const now = Date.now()
  const until = Math.min(now + ms + clockMs, expiresAt?.getTime() ?? Number.POSITIVE_INFINITY)
  await job.moveToDelayed(Math.max(now + shortestMs, until), job.token)
  throw new DelayedError()
}
