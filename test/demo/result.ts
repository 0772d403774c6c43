import type { SandboxMessage, SandboxStats } from '../stack/sandbox-client.js'
import type { UrgentMessage } from './send-urgent.js'

/** What a run came to. All but `messages`, `failed` and `seconds` is counted by the sandbox, not by us. */
export interface DemoResult {
  /** Messages handed to the producer. */
  readonly messages: number
  readonly accepted: number
  /** Rows the producer refused, and requests the sandbox answered 400. */
  readonly rejected: number
  /** Messages given up, by the ledger. */
  readonly failed: number
  readonly duplicates: number
  readonly upstream429: number
  /** The most requests in any window, against `limit`. */
  readonly maxInWindow: number
  readonly limit: number
  /** From just before the POST to the producer until the sandbox had the message. */
  readonly urgentP99Ms: number
  readonly seconds: number
}

export interface Observations {
  readonly messages: number
  readonly rejectedRows: number
  readonly failed: number
  /** Messages that are neither sent nor given up, by the ledger. */
  readonly waiting: number
  readonly stats: SandboxStats
  readonly arrivals: readonly SandboxMessage[]
  readonly urgent: readonly UrgentMessage[]
  readonly seconds: number
}

export function resultOf(seen: Observations): DemoResult {
  const { stats } = seen
  return {
    messages: seen.messages,
    accepted: stats.accepted,
    rejected: seen.rejectedRows + stats.rejected,
    failed: seen.failed,
    duplicates: stats.duplicates,
    upstream429: stats.throttled,
    maxInWindow: stats.maxInWindow,
    limit: stats.limit,
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

/** What the run did not keep of Disparo's promises, in words; empty when all is well. `waiting` is the ledger's. */
export function brokenPromises(result: DemoResult, waiting: number): string[] {
  const { messages, accepted, duplicates, upstream429, maxInWindow, limit } = result
  return [
    ...(waiting > 0 ? [`${waiting} messages still wait, says the ledger`] : []),
    ...(accepted < messages ? [`${messages - accepted} of ${messages} messages were not accepted`] : []),
    ...(duplicates > 0 ? [`${duplicates} messages were sent twice`] : []),
    ...(upstream429 > 0 ? [`${upstream429} requests were answered 429`] : []),
    ...(maxInWindow > limit ? [`${maxInWindow} requests were made in one window that allows ${limit}`] : []),
  ]
}
