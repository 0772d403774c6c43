import type { Redis } from 'ioredis'
import { carefulStatusKey } from './careful-jobs.js'

/** Longer than any attempt: who finds a fence does not know whether its message was sent. */
const FENCED_S = 86_400
const WINDOW_MS = 60_000
const EVENTS_KEPT = 100_000

interface CarefulAttempt {
  /** Takes the message's fence and a place in the window, and writes that it is being sent. @throws Error where either is taken */
  begin(id: string): Promise<void>
  /** Writes what came of it, and an event. */
  settle(id: string, status: 'accepted' | 'failed'): Promise<void>
}

/**
 * What a worker does by hand before and after each POST, so that nothing is sent twice, no window has more than its limit, and
 * everybody can see what became of a message: two round trips before it, one after it.
 */
export function openCarefulAttempt(redis: Redis, prefix: string, limit: number): CarefulAttempt {
  const window = `${prefix}:window`
  const events = `${prefix}:sent`
  const fence = (id: string) => `${prefix}:fence:${id}`
  return {
    begin: async (id) => {
      const now = Date.now()
      const [fenced, , , size] =
        (await redis
          .pipeline()
          .set(fence(id), '1', 'EX', FENCED_S, 'NX')
          .zremrangebyscore(window, '-inf', now - WINDOW_MS)
          .zadd(window, now, id)
          .zcard(window)
          .exec()) ?? []
      if (fenced?.[1] !== 'OK') throw new Error('it may have been sent before')
      if (Number(size?.[1]) > limit) {
        await redis.pipeline().zrem(window, id).del(fence(id)).exec()
        throw new Error('the window is full')
      }
      await redis.hset(carefulStatusKey(prefix, id), { status: 'sending', sendingAt: now })
    },
    settle: async (id, status) => {
      const now = Date.now()
      await redis
        .pipeline()
        .hset(carefulStatusKey(prefix, id), { status, [`${status}At`]: now })
        .xadd(events, 'MAXLEN', '~', EVENTS_KEPT, '*', 'id', id, 'status', status, 'at', now)
        .exec()
    },
  }
}
