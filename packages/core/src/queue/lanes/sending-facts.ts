import { type Asleep, readAsleep } from '../../contacts/index.js'
import {
  effectiveLimit,
  type GateState,
  hasKnownEnd,
  type RestingTemplate,
  readGate,
  readRestingTemplates,
} from '../../gate/index.js'
import { type CountsState, type ParkedGroup, readCountsState, readParkedGroups } from '../../ledger/index.js'
import type { Lane } from '../../message/index.js'
import {
  type AccountKeys,
  checkWritable,
  isTransientError,
  type Redis,
  redisErrorCode,
  redisNow,
} from '../../redis/index.js'
import type { EndlessReason, LaneSnapshot } from './estimate.js'
import { type Lanes, pausedPriority } from './lanes.js'
import { hasWorker } from './worker-heartbeat.js'

/** How full a lane is, and whether somebody has stopped it. */
export interface LaneFacts {
  /** Messages whose turn comes, without those of paused batches. */
  readonly waiting: number
  readonly active: number
  /** Put off: to their `sendAt`, their hour or their next attempt, or until their doubt is resolved or their batch resumed. */
  readonly delayed: number
  /** For all workers, until somebody resumes it. */
  readonly isPaused: boolean
}

/** What says whether an account sends now, and how fast; all that is not of one batch. */
export interface SendingFacts {
  /** Epoch ms, by Redis's clock. */
  readonly now: number
  readonly hasWorker: boolean
  /** Why Redis takes no writes, as `OOM` or `MISCONF`; absent where it does. */
  readonly refusal?: string | undefined
  readonly gate: GateState
  readonly resting: readonly RestingTemplate[]
  /** For which data keys messages are parked. */
  readonly parked: readonly ParkedGroup[]
  /** Who waits for their hour, the earliest first. */
  readonly asleep: readonly Asleep[]
  /** Up to when counters of the frequency cap are complete. */
  readonly counts: CountsState
  readonly lanes: Readonly<Record<Lane, LaneFacts>>
}

/** Reads them in one round trip, whatever waits. */
export async function readSendingFacts({
  redis,
  keys,
  lanes,
}: {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly lanes: Lanes
}): Promise<SendingFacts> {
  const [now, isManned, refusal, gate, resting, parked, asleep, counts, urgent, bulk] = await Promise.all([
    redisNow(redis, keys),
    hasWorker(redis, keys),
    readRefusal(redis, keys),
    readGate(redis, keys),
    readRestingTemplates(redis, keys, Date.now()),
    readParkedGroups(redis, keys),
    readAsleep(redis, keys, Date.now()),
    readCountsState(redis, keys),
    readLane(redis, lanes, 'urgent'),
    readLane(redis, lanes, 'bulk'),
  ])
  return { now, hasWorker: isManned, refusal, gate, resting, parked, asleep, counts, lanes: { urgent, bulk } }
}

async function readRefusal(redis: Redis, keys: AccountKeys): Promise<string | undefined> {
  try {
    await checkWritable(redis, keys)
    return undefined
  } catch (error) {
    if (isTransientError(error)) return redisErrorCode(error as Error)
    throw error
  }
}

/** BullMQ's own words for these commands take as many round trips as they count. */
async function readLane(redis: Redis, lanes: Lanes, lane: Lane): Promise<LaneFacts> {
  const key = (name: string) => lanes[lane].toKey(name)
  // A job's score is its priority, shifted by 32 bits, and its turn (BullMQ's getPriorityScore).
  const putOffFrom = pausedPriority * 0x100000000
  const [waiting, prioritized, putOff, active, delayed, isPaused] = await Promise.all([
    redis.llen(key('wait')),
    redis.zcard(key('prioritized')),
    redis.zcount(key('prioritized'), putOffFrom, '+inf'),
    redis.llen(key('active')),
    redis.zcard(key('delayed')),
    redis.hexists(key('meta'), 'paused'),
  ])
  return {
    waiting: Math.max(0, waiting + prioritized - putOff),
    active,
    delayed: delayed + putOff,
    isPaused: isPaused === 1,
  }
}

/** How a lane stands: an urgent message goes before all of the bulk lane. */
export function snapshotOf(
  { lanes, gate, now, asleep }: Pick<SendingFacts, 'lanes' | 'gate' | 'now' | 'asleep'>,
  { lane, limit, perRequest, hoursAt }: Pick<LaneSnapshot, 'lane' | 'limit' | 'perRequest' | 'hoursAt'>,
): LaneSnapshot {
  const inLane = ({ waiting, active }: LaneFacts) => waiting + active
  const awake = inLane(lanes[lane]) + (lane === 'bulk' ? inLane(lanes.urgent) : 0)
  // What keeps the same hours goes after those that wait for them already.
  const ahead = awake + (hoursAt ? asleep.reduce((sum, { messages }) => sum + messages, 0) : 0)
  return { lane, ahead, limit: effectiveLimit(limit, gate), perRequest, gate, now, hoursAt }
}

/** What keeps a lane from sending without anybody knowing for how long. */
export function endlessIn(
  { refusal, hasWorker, lanes, gate }: Pick<SendingFacts, 'refusal' | 'hasWorker' | 'lanes' | 'gate'>,
  lane: Lane,
): EndlessReason | undefined {
  if (refusal !== undefined) return 'redis-full'
  if (!hasWorker) return 'no-worker'
  if (lanes[lane].isPaused) return 'lane-paused'
  return gate.open || hasKnownEnd(gate) ? undefined : 'gate-closed'
}
