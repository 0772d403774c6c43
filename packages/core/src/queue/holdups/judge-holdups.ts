import type { Asleep } from '../../contacts/index.js'
import { effectiveLimit, type Limit, ratePerSecond } from '../../gate/index.js'
import { type DoubtReason, type LedgerBatch, parkedGroupName } from '../../ledger/index.js'
import { type EndlessReason, msFor } from '../lanes/estimate.js'
import { endlessIn, type SendingFacts } from '../lanes/sending-facts.js'
import { judgeBatch } from '../state/judge-batch.js'
import {
  countAsleep,
  countingHoldups,
  iso,
  lanesHoldups,
  parkedHoldups,
  quietHoldups,
  restingHoldups,
} from './account-holdups.js'
import type { Holdup } from './holdup.js'
import type { PlaceInLane } from './place-in-lane.js'

/** What is known of a batch and its account at one moment. */
export interface BatchFacts {
  readonly batch: LedgerBatch
  readonly account: SendingFacts
  /** Absent where it was not looked for: then none of its messages has to wait for others. */
  readonly place?: PlaceInLane | undefined
  /** Who of it waits for their hour, the earliest first. */
  readonly asleep?: readonly Asleep[] | undefined
  /** What the end of its oldest doubt waits for. */
  readonly doubt?: DoubtReason | undefined
  readonly limit: Limit
  readonly perRequest: number
}

/** What goes before takes longer than this: so long is no more than the usual pace of a lane, ms. */
export const behindFromMs = 5_000

/**
 * Every reason for which nothing, or less, of a batch is sent now. None for one that runs and has messages to send means that
 * they go out; none for one that is over.
 */
export function judgeHoldups(facts: BatchFacts): Holdup[] {
  const { batch, account, limit } = facts
  const { counts, phase, phaseSince, phaseBy } = batch
  const { now } = account
  const state = judgeBatch(batch, now)
  if (state === 'finished') return []
  const doubts = doubtsOf(facts)
  if (state === 'cancelled' || counts.enqueued === 0) return doubts
  return [
    ...lanesHoldups(account, limit, [batch.lane]),
    ...(phase === 'paused'
      ? [{ reason: phase, ...(phaseBy && { by: phaseBy }), ...(phaseSince && { at: iso(phaseSince) }) }]
      : []),
    ...haltOf(batch),
    ...scheduledOf(batch, now),
    ...quietHoldups(facts.asleep ?? [], now, counts.enqueued),
    ...paceHoldups(batch, now),
    ...countingHoldups(account, batch.countingAt),
    ...parkedOf(facts),
    ...restingOf(facts),
    ...(phase === 'running' ? turnOf(facts) : []),
    ...doubts,
  ]
}

/** What of a batch has no known end, so that nobody can know when it will have been sent. */
export function endlessOf(facts: BatchFacts): EndlessReason | undefined {
  const { batch, account } = facts
  const { counts, lane } = batch
  const state = judgeBatch(batch, account.now)
  if (state === 'finished' || state === 'cancelled' || state === 'halted' || state === 'paused') return state
  if (counts.enqueued + counts.sending === 0 && counts.unknown > 0) return 'in-doubt'
  // What is under way is held up by nothing that others of it wait for.
  const waits = counts.enqueued > 0
  const [parked] = waits ? parkedOf(facts) : []
  if (parked) return parked.reason
  if (waits && restsAltogether(facts)) return endlessIn(account, lane) ?? 'template-resting'
  const [counting] = waits ? countingHoldups(account, batch.countingAt) : []
  return endlessIn(account, lane) ?? counting?.reason
}

/** How many of its messages may not go yet. */
export function laterOf({ due, counts }: Pick<LedgerBatch, 'due' | 'counts'>, now: number): number {
  const later = due.reduce((sum, { at, count }) => sum + (at > now ? count : 0), 0)
  return Math.min(later, counts.enqueued)
}

/** How many of its messages may go when their turn comes. */
export function readyOf({
  batch,
  account: { now },
  asleep = [],
}: Pick<BatchFacts, 'batch' | 'account' | 'asleep'>): number {
  return Math.max(0, batch.counts.enqueued - laterOf(batch, now) - countAsleep(asleep, now))
}

function haltOf({ phase, phaseSince, createdAt, halt, canary }: LedgerBatch): Holdup[] {
  if (phase === 'canary' && canary !== undefined) return [{ reason: phase, messages: canary }]
  if (phase !== 'halted' || !halt) return []
  const { reason: why, ...counts } = halt
  return [{ reason: phase, why, at: iso(phaseSince ?? createdAt), ...counts }]
}

function scheduledOf(batch: LedgerBatch, now: number): Holdup[] {
  const messages = laterOf(batch, now)
  const first = batch.due.find(({ at }) => at > now)
  return first && messages > 0 ? [{ reason: 'scheduled', at: iso(first.at), messages }] : []
}

function parkedOf({ batch: { parkedFor }, account }: BatchFacts) {
  return parkedHoldups(account.parked.filter((group) => parkedGroupName(group) === parkedFor))
}

function restingOf({ batch, account }: BatchFacts): (Holdup & { readonly reason: 'template-resting' })[] {
  const isOfBatch = (one: { readonly namespace: string; readonly elementName: string }) =>
    batch.templates.some(
      ({ namespace, elementName }) => namespace === one.namespace && elementName === one.elementName,
    )
  return restingHoldups(account.resting.filter(isOfBatch))
}

function restsAltogether(facts: BatchFacts): boolean {
  return facts.batch.templates.length > 0 && restingOf(facts).length === facts.batch.templates.length
}

/** What of it waits for its own pace, and for caps. */
function paceHoldups(batch: LedgerBatch, now: number): Holdup[] {
  const { maxPerMinute, pacedUntil = 0, cappedUntil = 0, cappedPlan = 0 } = batch
  return [
    ...(cappedUntil > now ? [{ reason: 'cap', until: iso(Math.max(cappedUntil, cappedPlan)) } as const] : []),
    ...(maxPerMinute !== undefined && pacedUntil > now
      ? [{ reason: 'batch-pace', maxPerMinute, until: iso(pacedUntil) } as const]
      : []),
  ]
}

/** When its turn comes, where that is not now. */
function turnOf(facts: BatchFacts): Holdup[] {
  const { account, place } = facts
  const ready = readyOf(facts)
  if (!place || place.isUnderWay || ready <= 0) return []
  const messages = othersBefore(facts, ready)
  if (messages !== undefined) return behindOf(facts, messages)
  // What a closed gate refuses, and what waits for its hour, sleeps as well, without an attempt of its own.
  const isExplained =
    !account.gate.open ||
    parkedOf(facts).length > 0 ||
    restingOf(facts).length > 0 ||
    countAsleep(facts.asleep ?? [], account.now) > 0 ||
    paceHoldups(facts.batch, account.now).length > 0 ||
    countingHoldups(account, facts.batch.countingAt).length > 0
  if (!place.asleep || isExplained) return []
  const { until } = place.asleep
  return [{ reason: 'retrying', messages: Math.min(place.asleep.messages, ready), until: iso(until) }]
}

/** How many messages go before the first that waits; `undefined` where none of the batch waits in its lane. */
function othersBefore({ batch: { lane }, account: { lanes }, place }: BatchFacts, ready: number) {
  if (place?.first !== undefined) return place.first + (lane === 'bulk' ? lanes.urgent.waiting : 0)
  const others = lanes.urgent.waiting - ready
  return lane === 'urgent' && others > 0 ? others : undefined
}

function behindOf({ batch: { lane }, account, limit, perRequest }: BatchFacts, messages: number): Holdup[] {
  const ms = msFor(messages, { lane, limit: effectiveLimit(limit, account.gate), perRequest })
  if (ms <= behindFromMs) return []
  const opens = Math.max(account.now, account.gate.closedUntil?.getTime() ?? 0)
  const isKnown = endlessIn(account, lane) === undefined
  return [{ reason: 'behind', messages, ...(isKnown && { until: iso(opens + ms) }) }]
}

function doubtsOf({ batch: { counts }, doubt = 'report-lag' }: BatchFacts): Holdup[] {
  return counts.unknown > 0 ? [{ reason: 'in-doubt', messages: counts.unknown, waiting: doubt }] : []
}

/** How many messages of a lane are about to go: who is among them is held up by no other. */
export function nextOnes({ batch: { lane }, account: { gate }, limit, perRequest }: BatchFacts): number {
  const { max } = effectiveLimit(limit, gate)
  const perSecond = ratePerSecond(lane, { ...limit, max })
  const requests = lane === 'urgent' ? max : (perSecond * behindFromMs) / 1_000
  return Math.min(1_000, Math.max(50, Math.ceil(requests * perRequest)))
}
