import type { MessageStatus } from '@disparo/core'
import Table from 'cli-table3'
import { type DemoResult, percentile } from './result.js'

interface SummaryInput {
  readonly result: DemoResult
  readonly counts: Partial<Readonly<Record<MessageStatus, number>>>
  readonly latencies: readonly number[]
  readonly windowMs: number
  /** Who says what became of the messages. */
  readonly witness: string
}

/** The final table: what became of the messages, and what the sandbox saw of us. */
export function summary({ result, counts, latencies, windowMs, witness }: SummaryInput): string {
  const statuses = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([status, count]) => `${count} ${status}`)
  const table = new Table({ style: { head: [], border: [] } })
  table.push(
    ['messages', `${result.messages}`],
    [`by status, says ${witness}`, statuses.join(', ')],
    ['accepted, says the sandbox', `${result.accepted}`],
    ['suppressed, so not sent', `${result.suppressed}`],
    ['duplicates', `${result.duplicates}`],
    ['answered 429', `${result.upstream429}`],
    [`most requests in any ${windowMs / 1000} s`, `${result.maxInWindow} of ${result.limit}`],
    ['sent, received, read', `${result.sent}, ${result.received}, ${result.read}`],
    ['statuses that are not the truth', `${result.statusMismatches}`],
    ['report requests, answered 429', `${result.reportRequests}, ${result.report429}`],
    ['urgent, p50 / p99', `${percentile(latencies, 50)} ms / ${result.urgentP99Ms} ms`],
    ['time to send all', `${result.seconds} s`],
  )
  return table.toString()
}
