import { setTimeout } from 'node:timers/promises'
import type { Lanes } from '@disparo/core/internal/queue'
import type { Logger } from 'pino'

/** What a clock showed (epoch ms) at some moment between two of a clock that is never set (ms). */
interface ClockReading {
  readonly requestedAt: number
  readonly clockMs: number
  readonly observedAt: number
}

const defaultEveryMs = 5_000
/** Less is nothing that a lane's rest would notice. */
const noticeableMs = 1_000

/** For how long (ms) a clock was surely set back between two readings; 0 when it was not, or hardly. */
export function setBackMs(before: ClockReading, after: ClockReading): number {
  const aheadAtLeast = before.clockMs - before.observedAt
  const aheadAtMost = after.clockMs - after.requestedAt
  const ms = aheadAtLeast - aheadAtMost
  return ms > noticeableMs ? ms : 0
}

/**
 * Ends the rests of an account's lanes when Redis's clock was set back, or a replica with another one took over. A rest is a
 * key of BullMQ's that expires by that clock: after a step of an hour the lane would rest for an hour longer. The gate, which
 * minds such steps, puts a lane to rest again where it must.
 * @param clock - Redis's, epoch ms
 */
export function startClockWatch({
  clock,
  lanes,
  log,
  isIdle = () => false,
  everyMs = defaultEveryMs,
}: {
  readonly clock: () => Promise<number>
  readonly lanes: Lanes
  readonly log: Logger
  /** Whether no lane can be at rest: nothing is in any. The clock is not asked then. */
  readonly isIdle?: () => boolean
  readonly everyMs?: number
}): { stop(): Promise<void> } {
  const stopping = new AbortController()
  let last: ClockReading | undefined

  const look = async () => {
    if (isIdle()) {
      last = undefined
      return
    }
    const reading = await read(clock)
    // It waited for Redis to come back, and tells too little.
    if (reading.observedAt - reading.requestedAt > noticeableMs) return
    const ms = last ? setBackMs(last, reading) : 0
    if (ms > 0) {
      log.warn({ event: 'redis:clock-rolled-back', ms: Math.round(ms) })
      await Promise.all(Object.values(lanes).map((lane) => lane.removeRateLimitKey()))
    }
    last = reading
  }

  const watched = (async () => {
    while (!stopping.signal.aborted) {
      await look().catch(() => {}) // Without Redis nothing is sent; the next look tells.
      await setTimeout(everyMs, undefined, { signal: stopping.signal }).catch(() => {})
    }
  })()
  return {
    stop: () => {
      stopping.abort()
      return watched
    },
  }
}

async function read(clock: () => Promise<number>): Promise<ClockReading> {
  const asked = performance.now()
  const shown = await clock()
  return { requestedAt: asked, clockMs: shown, observedAt: performance.now() }
}
