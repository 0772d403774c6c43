import { type Redis, withTimeout } from '@disparo/core/internal/redis'
import { recordServed, type ServingProgram, servingHeartbeat } from '@disparo/core/internal/served'

interface ServedAnnouncement {
  /** Says it at once, as after a change. */
  now(): Promise<void>
  close(): void
}

const answerMs = 5_000

/** Says in Redis, again and again, which accounts this program serves. Without Redis nobody can see it; the next time tells. */
export function announceServed(
  redis: Redis,
  program: ServingProgram,
  names: () => readonly string[],
): ServedAnnouncement {
  let isUnderWay = false
  const now = async () => {
    // A worker's commands wait for a Redis that is away: one is enough.
    if (isUnderWay) return
    isUnderWay = true
    await withTimeout(redis, answerMs, () => recordServed(redis, program, names())).catch(() => {})
    isUnderWay = false
  }
  const timer = setInterval(() => void now(), servingHeartbeat.everyMs)
  return { now, close: () => clearInterval(timer) }
}
