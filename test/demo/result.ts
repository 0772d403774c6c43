import type { SandboxMessage, SandboxStats } from '../stack/sandbox-client.js'
import type { StatusJudgement } from './judge-statuses.js'
import type { UrgentMessage } from './send-urgent.js'
import { suppressedPeople } from './suppress-people.js'

/**
 * What a run came to. All but `messages`, `failed`, `suppressed`, `seconds` and the statuses is counted by the sandbox, not by us; the
 * witness is who says what became of the messages.
 */
export interface DemoResult {
  /** Messages handed to the producer. */
  readonly messages: number
  readonly accepted: number
  /** Rows the producer refused, and requests the sandbox answered 400. */
  readonly rejected: number
  /** Messages given up, by the witness. */
  readonly failed: number
  /** Messages that were not sent for the sake of their people, by the witness. */
  readonly suppressed: number
  readonly duplicates: number
  readonly upstream429: number
  /** The most requests in any window, against `limit`. */
  readonly maxInWindow: number
  readonly limit: number
  /** Messages that have come so far, by the witness. */
  readonly sent: number
  readonly received: number
  readonly read: number
  /** Messages of which we say something else than the sandbox. */
  readonly statusMismatches: number
  /** By XML: 50.02 requests. */
  readonly reportRequests: number
  readonly report429: number
  /** From just before the POST to the producer until the sandbox had the message. */
  readonly urgentP99Ms: number
  readonly seconds: number
}

export interface Observations {
  readonly messages: number
  readonly rejectedRows: number
  readonly failed: number
  readonly suppressed: number
  /** Messages that are neither sent nor given up, by the witness. */
  readonly waiting: number
  readonly stats: SandboxStats
  readonly arrivals: readonly SandboxMessage[]
  readonly urgent: readonly UrgentMessage[]
  readonly judgement: StatusJudgement
  readonly seconds: number
}

export function resultOf(seen: Observations): DemoResult {
  const { stats } = seen
  return {
    messages: seen.messages,
    accepted: stats.accepted,
    rejected: seen.rejectedRows + stats.rejected,
    failed: seen.failed,
    suppressed: seen.suppressed,
    duplicates: stats.duplicates,
    upstream429: stats.throttled,
    maxInWindow: stats.maxInWindow,
    limit: stats.limit,
    ...seen.judgement,
    reportRequests: stats.reportRequests + stats.xmlStatusRequests,
    report429: stats.reportThrottled + stats.xmlStatusThrottled,
    urgentP99Ms: percentile(urgentLatencies(seen), 99),
    seconds: Math.round(seen.seconds * 10) / 10,
  }
}

/** Milliseconds for each urgent message that arrived, in no order. */
export function urgentLatencies({ urgent, arrivals }: Pick<Observations, 'urgent' | 'arrivals'>): number[] {
  const arrivedAt = new Map(arrivals.map((arrival) => [arrival.to, arrival.arrivedAt]))
  return urgent.flatMap(({ to, postedAt }) => {
    const at = arrivedAt.get(to)
    // Two processes, two readings of one clock: a millisecond may be lost to rounding.
    return at === undefined ? [] : [Math.max(0, at - postedAt)]
  })
}

/** The nearest-rank percentile; 0 of nothing. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0
}

/** What the run did not keep of Disparo's promises, in words; empty when all is well. `waiting` is the witness's, `arrivals` the sandbox's. */
export function brokenPromises(
  result: DemoResult,
  { waiting, arrivals }: Pick<Observations, 'waiting' | 'arrivals'>,
  witness = 'the ledger',
): string[] {
  const { messages, accepted, suppressed, duplicates, upstream429, report429 } = result
  const { statusMismatches, maxInWindow, limit } = result
  const due = messages - suppressed
  const unasked = arrivals.filter(({ to }) => suppressedPeople.some((person) => person === to)).length
  return [
    ...(waiting > 0 ? [`${waiting} messages still wait, says ${witness}`] : []),
    ...(accepted < due ? [`${due - accepted} of ${due} messages were not accepted`] : []),
    ...(unasked > 0 ? [`${unasked} messages went to people who are suppressed`] : []),
    ...(duplicates > 0 ? [`${duplicates} messages were sent twice`] : []),
    ...(upstream429 > 0 ? [`${upstream429} requests were answered 429`] : []),
    ...(report429 > 0 ? [`${report429} report requests were answered 429`] : []),
    ...(statusMismatches > 0
      ? [`${statusMismatches} statuses are not what the sandbox knows to be true`]
      : []),
    ...(maxInWindow > limit ? [`${maxInWindow} requests were made in one window that allows ${limit}`] : []),
  ]
}
