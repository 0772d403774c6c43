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
  /** The hours in which such messages go. Default: at any time. */
  readonly hoursAt?: HoursAt | undefined
  /** Its own messages go so far apart (ms), so many of them from now on. Default: as fast as the account may send. */
  readonly pace?: { readonly stepMs: number; readonly ready: number } | undefined
}

/** The stretch of time that has a moment in it, or comes after it, in which messages go (epoch ms). */
type HoursAt = (moment: number) => { readonly from: number; readonly until: number }

/** When a message enqueued now would be sent, behind all that wait, with the gate as it stands. */
export function estimateSendAt(outlook: LaneSnapshot): Date {
  return new Date(goneAt(opensAt(outlook), msFor(outlook.ahead, outlook), outlook))
}

/**
 * When the last message of a batch will have been sent: what waits, its own included, and then those that are `due` later. From each
 * of their moments on, those that may not go before it take their time by the limit. What else is due by then is not counted.
 */
export function estimateDoneAt(outlook: LaneSnapshot, due: readonly DueCount[]): Date {
  const { pace, ahead } = outlook
  const msOf = (messages: number, own: number) =>
    Math.max(msFor(messages, outlook), pace ? Math.max(0, own - 1) * pace.stepMs : 0)
  let end = 0
  let later = 0
  for (const { at, count } of due.toSorted((one, other) => other.at - one.at)) {
    later += count
    end = Math.max(end, goneAt(Math.max(at, opensAt(outlook)), msOf(later, later), outlook))
  }
  const ms = msOf(ahead + later, (pace?.ready ?? 0) + later)
  return new Date(Math.max(end, goneAt(opensAt(outlook), ms, outlook)))
}

/** More than a year of a backlog: so far ahead nobody asks for the hour. */
const mostSpans = 400

/** When what takes so long is done, if it goes on within hours only. */
function goneAt(start: number, ms: number, { hoursAt }: Pick<LaneSnapshot, 'hoursAt'>): number {
  if (!hoursAt) return start + ms
  let at = start
  let left = ms
  for (let spans = 0; spans < mostSpans; spans += 1) {
    const { from, until } = hoursAt(at)
    const begin = Math.max(at, from)
    // Not the moment at which it closes: nothing goes then.
    if (begin + left < until) return begin + left
    left -= until - begin
    at = until
  }
  return at + left
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
  'cap-counting',
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
