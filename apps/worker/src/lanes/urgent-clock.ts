import { recordUrgentTimes, type UrgentTime } from '@disparo/core/internal/queue'
import type { AccountKeys, Redis } from '@disparo/core/internal/redis'
import type { Job } from 'bullmq'

/** Takes down how long urgent messages took. */
export interface UrgentClock {
  /** An urgent message was accepted just now. */
  accepted(job: Pick<Job, 'timestamp' | 'opts'>): void
  /** Writes what it has. */
  stop(): Promise<void>
}

const everyMs = 5_000
/** More of them in one go are a sample. */
const mostTimes = 1_000

/** Writes what came in some seconds at once, so that no message has a command for it. Without Redis it is forgotten. */
export function openUrgentClock({
  redis,
  keys,
}: {
  readonly redis: Redis
  readonly keys: AccountKeys
}): UrgentClock {
  let times: UrgentTime[] = []
  let timer: NodeJS.Timeout | undefined
  const write = async () => {
    clearTimeout(timer)
    timer = undefined
    const taken = times
    times = []
    if (taken.length > 0) await recordUrgentTimes(redis, keys, taken).catch(() => {})
  }
  return {
    accepted: ({ timestamp, opts }) => {
      if (times.length >= mostTimes) return
      const now = Date.now()
      times.push({ at: now, ms: Math.max(0, now - timestamp - (opts.delay ?? 0)) })
      timer ??= setTimeout(() => void write(), everyMs)
    },
    stop: write,
  }
}
