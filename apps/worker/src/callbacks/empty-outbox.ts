import { setTimeout as delay } from 'node:timers/promises'
import {
  type CallbackQueue,
  type MoveDeps,
  moveEvents,
  openOutbox,
  takeAbandoned,
  takeEvents,
} from '@disparo/core/callback'
import type { Logger } from 'pino'

export interface OutboxOptions extends MoveDeps {
  readonly queue: CallbackQueue
  readonly log: Logger
  /** What somebody took and has not forgotten after so long is taken again: he died. Default 30 s. */
  readonly abandonedMs?: number
  /** Jobs the queue may hold, waiting and delayed. Default 100,000, about 130 MB of Redis. */
  readonly mostJobs?: number
}

const perRound = 100
const idleMs = 500
const failedMs = 2_000
/** A full queue is looked at again after this; the rest stays in the outbox, which takes 73 bytes for each. */
const fullMs = 1_000

/** Moves status changes from the ledger's outbox to the queue of callbacks. Any number may do so side by side. */
export function startOutbox(options: OutboxOptions): { ready: Promise<void>; stop(): Promise<void> } {
  const { redis, keys, queue, log, abandonedMs = 30_000, mostJobs = 100_000 } = options
  const stopping = new AbortController()
  const { signal } = stopping
  let lookedAbandonedAt = Number.NEGATIVE_INFINITY
  let wasFull = false

  const take = async () => {
    const now = performance.now()
    if (now - lookedAbandonedAt >= abandonedMs / 3) {
      const taken = await takeAbandoned(redis, keys, { count: perRound, idleMs: abandonedMs })
      if (taken.events.length > 0 || taken.broken.length > 0) return taken
      lookedAbandonedAt = now
    }
    return takeEvents(redis, keys, perRound)
  }

  /** One round. Answers how long to rest, in ms. */
  const round = async (): Promise<number> => {
    const isFull = (await queue.getJobCountByTypes('waiting', 'delayed', 'active')) >= mostJobs
    if (isFull !== wasFull) log[isFull ? 'warn' : 'info']({ event: isFull ? 'outbox:held' : 'outbox:flows' })
    wasFull = isFull
    if (isFull) return fullMs
    const taken = await take()
    if (taken.broken.length > 0) log.error({ event: 'outbox:broken', entries: taken.broken })
    const count = taken.events.length + taken.broken.length
    if (count > 0) await moveEvents(options, taken)
    return count === perRound ? 0 : idleMs
  }

  const ready = openOutbox(redis, keys)
  ready.catch(() => {}) // Whoever asks is told; reading makes up for it.
  const running = (async () => {
    while (!signal.aborted) {
      const rest = await round().catch((error: unknown) => {
        log.error({ event: 'outbox:failed', error: error instanceof Error ? error.name : 'unknown' })
        return failedMs
      })
      if (rest > 0) await delay(rest, undefined, { signal }).catch(() => {})
    }
  })()

  return {
    ready,
    stop: async () => {
      stopping.abort()
      await running
    },
  }
}
