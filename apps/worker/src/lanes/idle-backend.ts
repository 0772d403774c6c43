import type { Redis } from '@disparo/core/internal/redis'
import { type BackendFactory, createRedisBackend, type RedisQueueBackend } from 'bullmq'

/**
 * How long a worker waits for a job's marker at a time, in seconds. A connection that owes an answer for 20 s is given up
 * (connection-options.ts), so it must be less.
 */
export const drainDelay = 15

interface IdleBackend {
  readonly factory: BackendFactory<RedisQueueBackend>
  /** Whether its worker waits for a job where there is none. */
  isIdle(): boolean
}

/**
 * BullMQ's backend, for workers that mostly have nothing to do. Where no marker came it asks whether there is any job, which
 * is one command; BullMQ would try to take one, which is seven. A marker may be lost: its worker died with it, or its
 * connection broke. So a connection that is ready again sets one, and its worker looks.
 */
export function idleBackend(redis: Redis, longestWait = drainDelay): IdleBackend {
  let isIdle = false
  const factory: IdleBackend['factory'] = (name, options, roles) => {
    const backend = createRedisBackend(name, options, roles)
    const { keys } = backend
    const places = [keys.wait, keys.prioritized, keys.delayed].map(String)
    const waitForJob = backend.waitForJob.bind(backend)
    const moveStalledJobsToWait = backend.moveStalledJobsToWait.bind(backend)

    backend.waitForJob = async (seconds) => {
      try {
        for (let longest = seconds; ; longest = Math.max(seconds, longestWait)) {
          const marker = await waitForJob(longest)
          if (marker || (await redis.exists(...places)) > 0) return marker
          isIdle = true
        }
      } finally {
        isIdle = false
      }
    }
    backend.moveStalledJobsToWait = async () =>
      (await redis.exists(String(keys.active))) > 0 ? moveStalledJobsToWait() : []
    backend.on('ready', () => setMarker(redis, String(keys.marker)))
    return backend
  }
  return { factory, isIdle: () => isIdle }
}

/** Wakes one of those who wait for a job of this queue: it looks. While Redis is away nobody waits for the marker. */
export function setMarker(redis: Redis, marker: string): void {
  redis.zadd(marker, 0, '0').catch(() => {})
}
