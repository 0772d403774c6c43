import {
  addCallbackJobs,
  type CallbackHealth,
  type CallbackJobDeps,
  type CallbackQueue,
  claimStaleEvents,
  endEarlyRetries,
  moveOutboxEvents,
  type OutboxBounds,
  openOutbox,
  type ParkedEvent,
  readCallbackHealth,
  restUntilNextEvent,
  retryEarly,
  takeEvents,
} from '@disparo/core/internal/callback'
import { redisNow } from '@disparo/core/internal/redis'
import { keyIdOfFingerprint } from '@disparo/core/internal/seal'
import type { Logger } from 'pino'
import { type LoopSignal, startLoop } from '../lanes/run-loop.js'
import { openOutboxMaintenance } from './outbox-maintenance.js'
import { capacityFor, type QueueCapacity } from './queue-capacity.js'

interface OutboxRelayOptions extends CallbackJobDeps {
  readonly queue: CallbackQueue
  readonly log: Logger
  /** What somebody took and has not put into a line after so long is taken again: he died. Default 30 s. */
  readonly abandonedMs?: number
  /** Jobs the queue may hold, waiting and delayed. Default 100,000, about 130 MB of Redis. */
  readonly mostJobs?: number
  /** What the outbox may hold. Default `outboxBounds`. */
  readonly bounds?: OutboxBounds | undefined
  /** Says that a change was written, or that the callback is enabled again. Default: it looks twice a second. */
  readonly signal?: LoopSignal | undefined
}

interface OutboxRelay {
  readonly ready: Promise<void>
  /** There is something to move: it need not wait for the next look. */
  wake(): void
  stop(): Promise<void>
}

const perRound = 100
const idleMs = 500
const failedMs = 2_000
const keylessTellMs = 60_000
const keylessHint =
  'Changes of messages that are sealed with a data key that this worker does not have are left to workers that have it: put it into DISPARO_DATA_KEY.'

/**
 * Moves status changes from the ledger's outbox to the queue of callbacks, one of each message at a time, as far as the
 * receiver takes them: what it does not take rests in the outbox. Any number may do so side by side.
 */
export function startOutboxRelay(options: OutboxRelayOptions): OutboxRelay {
  const { redis, keys, queue, log, abandonedMs = 30_000, mostJobs = 100_000 } = options
  let wasFull = false
  let isResting = false
  let keylessToldAt = Number.NEGATIVE_INFINITY
  const onParked = (parked: readonly ParkedEvent[]) => {
    if (performance.now() - keylessToldAt < keylessTellMs) return
    keylessToldAt = performance.now()
    const keyIds = [...new Set(parked.map(({ keyFingerprint: mark }) => keyIdOfFingerprint(mark)))].slice(
      0,
      10,
    )
    log.error({ event: 'outbox:data-key-missing', keyIds, changes: parked.length, hint: keylessHint })
  }
  const move = { ...options, onParked }
  const keep = openOutboxMaintenance(options)
  const lookEvery = abandonedMs / 3
  const keepEvery = { busy: lookEvery, idle: 6 * lookEvery }
  const lookedAt = { abandoned: Number.NEGATIVE_INFINITY, kept: Number.NEGATIVE_INFINITY }

  const take = async (count: number) => {
    const now = performance.now()
    if (now - lookedAt.abandoned >= lookEvery) {
      const taken = await claimStaleEvents(redis, keys, { count, idleMs: abandonedMs })
      if (taken.events.length > 0 || taken.malformed.length > 0) return taken
      lookedAt.abandoned = now
    }
    return takeEvents(redis, keys, count)
  }

  /** Fills the room: first with those whose turn came as a former one was told. Answers how many were taken. */
  const fill = async (room: number): Promise<{ readonly taken: number; readonly jobs: number }> => {
    const turned = await addCallbackJobs(move, room)
    if (turned >= room) return { taken: 0, jobs: turned }
    const { events, malformed: broken } = await take(room - turned)
    if (broken.length > 0) log.error({ event: 'outbox:malformed', entries: broken })
    const jobs = await moveOutboxEvents(move, { events, malformed: broken })
    return { taken: events.length + broken.length, jobs: turned + jobs }
  }

  /** Those that failed in an outage that is over go before they are due, a few at a time. */
  const early = async ({ earlySince }: CallbackHealth, { waiting }: QueueCapacity) => {
    if (earlySince === undefined || waiting >= perRound) return 0
    const tried = await retryEarly({ redis, keys, queue }, { since: earlySince, count: perRound - waiting })
    if (tried === 0) await endEarlyRetries(redis, keys)
    return tried
  }

  const keepWhenDue = async (every: number) => {
    if (performance.now() - lookedAt.kept < every) return
    await keep()
    lookedAt.kept = performance.now()
  }

  /** One round. Answers how long to rest, in ms, and whether it found nothing to do. */
  const round = async (): Promise<number | 'nothing' | 'disabled'> => {
    await keepWhenDue(keepEvery.busy)
    const standing = await readCallbackHealth(redis, keys)
    if (standing.disabled) return 'disabled'
    const counts = await queue.getJobCounts('waiting', 'active', 'delayed')
    const now = standing.restUntil === undefined ? 0 : await redisNow(redis, keys)
    const room = capacityFor({ ...counts, standing, now, mostJobs, wasFull })
    if (room.isFull !== wasFull)
      log[room.isFull ? 'warn' : 'info']({ event: room.isFull ? 'outbox:blocked' : 'outbox:unblocked' })
    wasFull = room.isFull
    if (room.isProbe) {
      const { jobs } = room.count > 0 ? await fill(1) : { jobs: 1 }
      // Nothing new can go: one that sleeps looks whether the receiver is back.
      if (jobs === 0 && standing.restUntil !== undefined)
        await retryEarly({ redis, keys, queue }, { count: 1 })
      return idleMs
    }
    const tried = await early(standing, room)
    const { taken, jobs } = await fill(room.count)
    if (tried + taken + jobs === 0 && !room.isFull) return 'nothing'
    return room.count > 0 && (tried > 0 || Math.max(taken, jobs) >= room.count) ? 0 : idleMs
  }

  /** Whether it may rest until somebody has something to tell. */
  const rest = async (): Promise<boolean> => {
    const { isEmpty, hasSequences } = await restUntilNextEvent(redis, keys)
    if (isEmpty) await keepWhenDue(hasSequences ? keepEvery.busy : keepEvery.idle)
    return isEmpty
  }

  const look = async (): Promise<number | 'quiet'> => {
    if (isResting && (await rest())) return 'quiet'
    isResting = false
    const found = await round()
    // Enabling it gives a signal.
    if (found === 'disabled') return 'quiet'
    if (found !== 'nothing') return found
    isResting = await rest()
    return isResting ? 'quiet' : idleMs
  }

  const ready = openOutbox(redis, keys)
  ready.catch(() => {}) // Whoever asks is told; reading makes up for it.
  const loop = startLoop(
    () =>
      look().catch((error: unknown) => {
        log.error({ event: 'outbox:failed', error: error instanceof Error ? error.name : 'unknown' })
        return failedMs
      }),
    { everyMs: idleMs, signal: options.signal },
  )
  return { ready, ...loop }
}
