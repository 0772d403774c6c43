import { type GateState, type Limit, ratePerSecond } from '../../gate/index.js'
import type { Lane } from '../../message/index.js'
import type { DueCount } from './due-times.js'

/** How a lane stands at `now` (epoch ms). */
export interface LaneSnapshot {
  readonly lane: Lane
  /** Messages that go before: those that wait in it and may go, and for `bulk` those of the urgent lane. */
  readonly ahead: number
  readonly limit: Limit
  /** Messages that go in one request; default 1. With several templates in a lane fewer do, and it takes longer. */
  readonly perRequest?: number | undefined
  readonly gate: GateState
  readonly now: number
}

/** When a message enqueued now would be sent, behind all that wait, with the gate as it stands. */
export function estimateSendAt(outlook: LaneSnapshot): Date {
  return new Date(opensAt(outlook) + msFor(outlook.ahead, outlook))
}

/**
 * When the last message of a batch will have been sent: what waits, its own included, and then those that are `due` later. From each
 * of their moments on, those that may not go before it take their time by the limit. What else is due by then is not counted.
 */
export function estimateDoneAt(outlook: LaneSnapshot, due: readonly DueCount[]): Date {
  let end = 0
  let later = 0
  for (const { at, count } of due.toSorted((one, other) => other.at - one.at)) {
    later += count
    end = Math.max(end, Math.max(at, opensAt(outlook)) + msFor(later, outlook))
  }
  return new Date(Math.max(end, opensAt(outlook) + msFor(outlook.ahead + later, outlook)))
}

/** Why nobody can know when messages will have been sent: nothing says when that is over. */
export const endlessReasons = [
  'redis-full',
  'no-worker',
  'lane-paused',
  'gate-closed',
  'cancelled',
  'halted',
  'paused',
  'worker-without-data-key',
  'suppression-unreadable',
  'template-resting',
  'in-doubt',
  'finished',
] as const
export type EndlessReason = (typeof endlessReasons)[number]

/** When messages will have been sent (ISO 8601, UTC), or why that cannot be known. */
export interface DoneEstimate {
  readonly estimatedDoneAt: string | null
  /** Given where `estimatedDoneAt` is `null`. */
  readonly estimatedDoneReason?: EndlessReason
}

/** As `estimateDoneAt`, where nothing without a known end is in the way. */
export function estimateDone(
  outlook: LaneSnapshot,
  due: readonly DueCount[],
  endless: EndlessReason | undefined,
): DoneEstimate {
  return endless === undefined
    ? { estimatedDoneAt: estimateDoneAt(outlook, due).toISOString() }
    : { estimatedDoneAt: null, estimatedDoneReason: endless }
}

function opensAt({ gate, now }: LaneSnapshot): number {
  return Math.max(now, gate.closedUntil?.getTime() ?? 0)
}

/** How long so many messages take (ms); urgent ones have a whole window's permits at once. */
export function msFor(
  messages: number,
  { lane, limit, perRequest = 1 }: Pick<LaneSnapshot, 'lane' | 'limit' | 'perRequest'>,
): number {
  const requests = messages / perRequest
  const behind = lane === 'urgent' ? Math.max(0, requests - limit.max) : requests
  return Math.round((behind / ratePerSecond(lane, limit)) * 1_000)
}
