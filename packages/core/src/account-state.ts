import { statusLimitOf } from './account/index.js'
import { type CallbackState, readCallbackState } from './callback/index.js'
import { describeGate, effectiveLimit, type GateView, gateWindowMs } from './gate/index.js'
import {
  type ReportState,
  readCappedUntil,
  readReportState,
  readSentByMinute,
  readSlices,
  readUnknown,
  reportLagMs,
} from './ledger/index.js'
import type { Lane } from './message/index.js'
import type { OpenAccount } from './open-account.js'
import {
  explainDoubt,
  findMessages,
  type Holdup,
  judgeAccountHoldups,
  readSendingFacts,
  readUrgentTimes,
  type UrgentTimes,
} from './queue/index.js'
import { type RunningWorker, readWorkers } from './served/index.js'

/** How many messages are in a lane. */
export interface LaneState {
  readonly waiting: number
  /** Under way. */
  readonly active: number
  /** Put off: to their `sendAt`, to their next attempt, or until their doubt is resolved or their batch resumed. */
  readonly delayed: number
  /** Somebody has paused it for all workers. */
  readonly paused: boolean
}

/** How an account stands: what a person asks who wonders why nothing goes out. Times are ISO 8601, UTC. */
export interface AccountState {
  readonly account: string
  readonly gate: GateView
  /** Permits taken in the last window; `gate.limit` says how many there are. */
  readonly permitsUsed: number
  /** The messages that went out in each minute of the last hour; the last minute goes on. */
  readonly sentByMinute: readonly { readonly at: string; readonly messages: number }[]
  readonly lanes: Readonly<Record<Lane, LaneState>>
  /** From the moment at which a message might go to its acceptance. Absent where none went out within an hour. */
  readonly urgent?: UrgentTimes
  /** Urgent messages that were rejected or failed within the last hour, and were not retried. */
  readonly urgentFailures: number
  /** Whether a worker has shown itself within 30 s. */
  readonly hasWorker: boolean
  readonly workers: readonly RunningWorker[]
  readonly report: ReportState
  /** How far following the report is behind; absent over XML, which has no report. */
  readonly reportLagSeconds?: number
  readonly callbacks: CallbackState
  /** Messages in doubt. */
  readonly unknown: number
  /** Every reason for which nothing, or less, is sent now; see `BatchProgress`. */
  readonly holdups: readonly Holdup[]
}

const minutesShown = 60
const hourMs = 3_600_000

/** Takes time that grows with the slices followed, some 130 at most, and with nothing else. */
export async function readAccountState({
  deps,
  settings,
  limit,
  callbacks: queue,
}: OpenAccount): Promise<AccountState> {
  const { redis, keys, seal } = deps
  const account = await readSendingFacts(deps)
  const { gate, lanes, resting, hasWorker, now } = account
  const windowMs = gateWindowMs(effectiveLimit(limit, gate))
  const [permitsUsed, sent, urgent, urgentFailures, workers, report, slices, callbacks, unknown, ...more] =
    await Promise.all([
      redis.zcount(keys.permits, `(${now - windowMs}`, '+inf'),
      readSentByMinute(redis, keys, { now, minutes: minutesShown }),
      readUrgentTimes(redis, keys, now),
      // Their jobs stay for days, by when they failed.
      redis.zcount(deps.lanes.urgent.toKey('failed'), now - hourMs, '+inf'),
      readWorkers(redis, settings.name, now),
      readReportState(redis, keys, statusLimitOf(settings), seal),
      readSlices(redis, keys),
      readCallbackState({ redis, keys, queue }),
      redis.zcard(keys.unknown),
      oldestDoubt({ deps, settings }, now),
      readCappedUntil(redis, keys, now),
    ])
  const [doubt, cappedUntil] = more
  return {
    account: settings.name,
    gate: describeGate(gate, limit, resting),
    permitsUsed,
    sentByMinute: sent.map(({ at, messages }) => ({ at: new Date(at).toISOString(), messages })),
    lanes: { urgent: laneState(lanes.urgent), bulk: laneState(lanes.bulk) },
    ...(urgent ? { urgent } : {}),
    ...{ urgentFailures, hasWorker, workers, report, callbacks, unknown },
    ...(settings.transport === 'rest'
      ? { reportLagSeconds: Math.round(reportLagMs(slices, now) / 1_000) }
      : {}),
    holdups: judgeAccountHoldups(account, limit, { messages: unknown, waiting: doubt }, cappedUntil),
  }
}

function laneState({
  isPaused,
  ...counts
}: Omit<LaneState, 'paused'> & { readonly isPaused: boolean }): LaneState {
  return { ...counts, paused: isPaused }
}

/** What the end of the oldest doubt waits for. */
async function oldestDoubt({ deps, settings }: Pick<OpenAccount, 'deps' | 'settings'>, now: number) {
  const [state] = await findMessages(deps, await readUnknown(deps.redis, deps.keys, 1))
  return (state && explainDoubt(state, settings, now).waiting) ?? 'report-lag'
}
