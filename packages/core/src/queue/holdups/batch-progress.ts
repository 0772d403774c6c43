import { readBatchAsleep } from '../../contacts/index.js'
import type { Limit } from '../../gate/index.js'
import {
  isIdOfBatch,
  type LedgerBatch,
  paceStepMs,
  ratePerMinute,
  readAcceptedLately,
  readBatch,
  readUnknown,
} from '../../ledger/index.js'
import type { EnqueueDeps } from '../enqueue/enqueue-one.js'
import { type DoneEstimate, estimateDone, type LaneSnapshot } from '../lanes/estimate.js'
import { readSendingFacts, snapshotOf } from '../lanes/sending-facts.js'
import { type BatchState, stateOfBatch } from '../state/batch-state.js'
import { findMessages, type MessageState } from '../state/message-state.js'
import { countAsleep } from './account-holdups.js'
import type { Holdup } from './holdup.js'
import { type BatchFacts, endlessOf, judgeHoldups, nextOnes, readyOf } from './judge-holdups.js'
import { readPlaceInLane } from './place-in-lane.js'

/** A batch, how fast it goes, and why it goes no faster. */
export interface BatchProgress extends BatchState, DoneEstimate {
  /** How many of its messages were accepted in the last minute. */
  readonly ratePerMinute: number
  /** Every reason for which nothing, or less, of it is sent now. Empty: what is to be sent goes out. */
  readonly holdups: readonly Holdup[]
}

export interface ProgressTerms {
  readonly limit: Limit
  readonly perRequest: number
  /** The hours that the messages of a batch keep. Default: they go at any time. */
  readonly hoursOf?: (batch: Pick<LedgerBatch, 'lane' | 'templates'>) => LaneSnapshot['hoursAt']
  /** A message in doubt with what the end of that waits for, by the account's settings. */
  readonly explain: (state: MessageState) => MessageState
}

/** Two round trips, and two more where something of it is in doubt; none grows with what waits. */
export async function findBatchProgress(
  deps: EnqueueDeps,
  id: string,
  terms: ProgressTerms,
): Promise<BatchProgress | undefined> {
  const { redis, keys } = deps
  const [batch, account, accepted, asleep] = await Promise.all([
    readBatch(redis, keys, id),
    readSendingFacts(deps),
    readAcceptedLately(redis, keys, id),
    readBatchAsleep(redis, keys, id, Date.now()),
  ])
  if (!batch) return undefined
  const { limit, perRequest, hoursOf } = terms
  const isRunning = batch.phase === 'running' && readyOf({ batch, account, asleep }) > 0
  const next = nextOnes({ batch, account, limit, perRequest })
  const [place, doubt] = await Promise.all([
    isRunning ? readPlaceInLane(deps, { ...batch, rows: batch.total, next }) : undefined,
    batch.counts.unknown > 0 ? readDoubt(deps, id, terms) : undefined,
  ])
  const facts = { batch, account, limit, perRequest, place, doubt, asleep, hoursAt: hoursOf?.(batch) }
  return {
    ...stateOfBatch(batch, account.now),
    hasWorker: account.hasWorker,
    ratePerMinute: ratePerMinute(accepted, account.now),
    holdups: judgeHoldups(facts),
    ...estimateBatch(facts),
  }
}

/** When the last of a batch will have been sent: behind its lane, or behind its own last message where that waits there. */
export function estimateBatch(facts: BatchFacts & Pick<LaneSnapshot, 'hoursAt'>): DoneEstimate {
  const { batch, account, place, limit, perRequest, hoursAt, asleep = [] } = facts
  const { lane, due } = batch
  const snapshot = snapshotOf(account, { lane, limit, perRequest, hoursAt })
  const own = countAsleep(asleep, account.now)
  const others = hoursAt ? Math.max(0, countAsleep(account.asleep, account.now) - own) : 0
  const wakes = asleep.map(({ at, messages }) => ({ at, count: messages }))
  // How many wait for caps is not known: the last of them at least.
  const capped = [batch.cappedUntil, batch.cappedPlan].flatMap((at) =>
    at === undefined ? [] : [{ at, count: 1 }],
  )
  const later = [...due, ...wakes, ...capped].filter(({ at }) => at > account.now)
  const ahead =
    place?.last === undefined
      ? Math.max(snapshot.ahead - own, readyOf(facts))
      : place.last +
        1 +
        others +
        account.lanes[lane].active +
        (lane === 'bulk' ? account.lanes.urgent.waiting : 0)
  const { maxPerMinute } = batch
  const pace = maxPerMinute && { stepMs: paceStepMs(maxPerMinute), ready: readyOf(facts) }
  return estimateDone({ ...snapshot, ahead, ...(pace && { pace }) }, later, endlessOf(facts))
}

/** So many of the messages longest in doubt are looked at. */
const lookedAtMost = 1_000

/** What the oldest doubt of a batch waits for, where it is among those looked at. */
async function readDoubt(deps: EnqueueDeps, id: string, { explain }: ProgressTerms) {
  const ids = await readUnknown(deps.redis, deps.keys, lookedAtMost)
  const oldest = ids.find((each) => isIdOfBatch(each, id))
  const [state] = oldest ? await findMessages(deps, [oldest]) : []
  return state && explain(state).waiting
}
