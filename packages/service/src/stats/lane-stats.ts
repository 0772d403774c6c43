import { type GateState, type Limit, permitsFor } from '@disparo/core/internal/gate'
import type { Lane } from '@disparo/core/internal/message'
import { countPaused, estimateSendAt, type Lanes, pausedPriority } from '@disparo/core/internal/queue'

/** How one lane stands; ages and times in seconds. */
export interface LaneStats {
  readonly lane: Lane
  /** Messages whose time has come, whether BullMQ calls them waiting or prioritized. */
  readonly waiting: number
  /** Put off: to their `sendAt`, to their next attempt, or until their doubt is resolved or their batch resumed. */
  readonly delayed: number
  readonly active: number
  /** Somebody has stopped it for all workers, until somebody resumes it. */
  readonly paused: boolean
  /** How long the message whose turn is next has been due; 0 when none waits. */
  readonly oldestAge: number
  /** Until a message enqueued now would be sent. */
  readonly eta: number
  readonly permits: number
}

interface LaneInput {
  readonly lane: Lane
  readonly limit: Limit
  /** Messages that go in one request. */
  readonly perRequest: number
  readonly gate: GateState
  /** Epoch ms. */
  readonly now: number
  /** When messages that waited for their hour woke last, epoch ms. */
  readonly openedAt?: number | undefined
}

/** Reads one lane, in time that does not grow with what is in it. */
export async function readLaneStats(
  lanes: Lanes,
  { lane, limit, perRequest, gate, now, openedAt = 0 }: LaneInput,
): Promise<LaneStats> {
  const queue = lanes[lane]
  const [counts, putOff, paused, waiting, prioritized] = await Promise.all([
    queue.getJobCounts('waiting', 'prioritized', 'delayed', 'active'),
    countPaused(queue),
    queue.isPaused(),
    queue.getJobs(['wait'], 0, 0, true),
    queue.getJobs(['prioritized'], 0, 0, true),
  ])
  // A job may be taken between its place being read and itself.
  const heads = [...waiting, ...prioritized].filter(
    (job) => job !== undefined && job.priority !== pausedPriority,
  )
  // One whose turn had come before may have slept until its hour.
  const due = heads.map((job) =>
    Math.max(job.timestamp + (job.opts.delay ?? 0), job.attemptsStarted > 0 ? openedAt : 0),
  )
  // A sweep may go on between the two.
  const depth = Math.max(0, (counts.waiting ?? 0) + (counts.prioritized ?? 0) - putOff)
  const active = counts.active ?? 0
  const sendAt = estimateSendAt({ lane, ahead: depth + active, limit, perRequest, gate, now })
  return {
    lane,
    waiting: depth,
    delayed: (counts.delayed ?? 0) + putOff,
    active,
    paused,
    oldestAge: due.length === 0 ? 0 : Math.max(0, now - Math.min(...due)) / 1_000,
    eta: (sendAt.getTime() - now) / 1_000,
    permits: permitsFor(lane, limit),
  }
}
