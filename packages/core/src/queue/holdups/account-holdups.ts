import type { Asleep } from '../../contacts/index.js'
import { effectiveLimit, type Limit } from '../../gate/index.js'
import { type DoubtReason, isCounting } from '../../ledger/index.js'
import type { Lane } from '../../message/index.js'
import type { SendingFacts } from '../lanes/sending-facts.js'
import type { Holdup } from './holdup.js'

/** What of an account holds up all that is in these lanes. */
export function lanesHoldups(account: SendingFacts, limit: Limit, lanes: readonly Lane[]): Holdup[] {
  const { refusal, hasWorker, gate, now } = account
  const until = gate.closedUntil && gate.closedUntil.getTime() > now ? iso(gate.closedUntil) : undefined
  const isLowered = effectiveLimit(limit, gate).max < limit.max
  return [
    ...(refusal === undefined ? [] : [{ reason: 'redis-full', detail: refusal } as const]),
    ...(hasWorker ? [] : [{ reason: 'no-worker' } as const]),
    ...lanes
      .filter((lane) => account.lanes[lane].isPaused)
      .map((lane) => ({ reason: 'lane-paused', lane }) as const),
    ...(gate.open
      ? []
      : [
          {
            reason: 'gate-closed',
            detail: gate.reason ?? 'other',
            ...(gate.closedSince && { since: iso(gate.closedSince) }),
            ...(until && { until }),
          } as const,
        ]),
    ...(isLowered && gate.lowered
      ? [
          {
            reason: 'limit-lowered',
            ...{ max: gate.lowered.max, configured: limit.max, until: iso(gate.lowered.until) },
          } as const,
        ]
      : []),
  ]
}

/** Every reason for which nothing, or less, of an account is sent now, whatever waits. */
export function judgeAccountHoldups(
  account: SendingFacts,
  limit: Limit,
  doubts: { readonly messages: number; readonly waiting: DoubtReason },
  cappedUntil?: number,
): Holdup[] {
  return [
    ...lanesHoldups(account, limit, ['urgent', 'bulk']),
    ...quietHoldups(account.asleep, account.now),
    ...(cappedUntil === undefined ? [] : [{ reason: 'cap', until: iso(cappedUntil) } as const]),
    ...countingHoldups(account, account.counts.countingAt),
    ...parkedHoldups(account.parked),
    ...restingHoldups(account.resting),
    ...(doubts.messages > 0 ? [{ reason: 'in-doubt', ...doubts } as const] : []),
  ]
}

/** What was put off at `countingAt` waits until what went out before is counted for the cap. */
export function countingHoldups(
  { counts, now }: Pick<SendingFacts, 'counts' | 'now'>,
  countingAt = 0,
): { readonly reason: 'cap-counting' }[] {
  return isCounting(countingAt, counts.at, now) ? [{ reason: 'cap-counting' }] : []
}

/** What messages that are parked wait for. */
export function parkedHoldups(
  parked: SendingFacts['parked'],
): { readonly reason: 'worker-without-data-key' | 'suppression-unreadable' }[] {
  return [
    ...(parked.some(({ suppression }) => !suppression)
      ? [{ reason: 'worker-without-data-key' } as const]
      : []),
    ...(parked.some(({ suppression }) => suppression) ? [{ reason: 'suppression-unreadable' } as const] : []),
  ]
}

/** @param most messages that can be waiting at all: those asleep are counted with what ended meanwhile */
export function quietHoldups(
  asleep: readonly Asleep[],
  now: number,
  most = Number.POSITIVE_INFINITY,
): (Holdup & { readonly reason: 'quiet-hours' })[] {
  const first = asleep.find(({ at }) => at > now)
  const messages = Math.min(most, countAsleep(asleep, now))
  return first && messages > 0 ? [{ reason: 'quiet-hours', messages, until: iso(first.at) }] : []
}

export function countAsleep(asleep: readonly Asleep[], now: number): number {
  return asleep.reduce((sum, { at, messages }) => sum + (at > now ? messages : 0), 0)
}

export function restingHoldups(
  resting: SendingFacts['resting'],
): (Holdup & { readonly reason: 'template-resting' })[] {
  return resting.map(({ namespace, elementName, reason, until }) => ({
    ...{ reason: 'template-resting', namespace, elementName, detail: reason, until: iso(until) },
  }))
}

export function iso(moment: number | Date): string {
  return new Date(moment).toISOString()
}
