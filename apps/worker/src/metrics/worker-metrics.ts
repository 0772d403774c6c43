import { limitExhaustedReason } from '@disparo/core/internal/gate'
import { Lane, MessageStatus } from '@disparo/core/internal/message'
import { openStatusCounter, reasonLabel, reasonLabels } from '@disparo/service/metrics'
import { Counter, Histogram, type Registry } from 'prom-client'
import type { AccountMetrics } from './account-metrics.js'

export interface WorkerMetrics {
  account(name: string): AccountMetrics
  /** Every error of a connection to Redis, those that the log leaves out too. */
  redisError(): void
}

const outcomes = ['accepted', 'throttled', 'rejected', 'account-fault', 'unavailable', 'unknown'] as const
const results = ['delivered', 'failed', 'gone', 'aborted'] as const

/** From a fast answer to the longest `requestTimeoutMs` that is usual. */
const attemptBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30]

/** The figures of this worker process; what all workers share (lanes, gates, quotas) is the producer's to tell. */
export function openWorkerMetrics(registry: Registry): WorkerMetrics {
  const registers = [registry]
  const counter = <T extends string>(name: string, help: string, labelNames: readonly T[]) =>
    new Counter({ name, help, labelNames: [...labelNames], registers })

  const attempts = counter(
    'disparo_attempts_total',
    'Attempts (POSTs to Hi Platform), by what they came to.',
    ['account', 'lane', 'outcome'],
  )
  const durations = new Histogram({
    name: 'disparo_attempt_duration_seconds',
    help: 'How long attempts took, from connecting to the last byte of the answer.',
    labelNames: ['account', 'lane'],
    buckets: attemptBuckets,
    registers,
  })
  const statuses = openStatusCounter(registry, { lanes: Lane.options, statuses: MessageStatus.options })
  const waits = counter('disparo_gate_waits_total', 'Times that a lane was put to rest by the gate.', [
    'account',
    'lane',
  ])
  const closures = counter(
    'disparo_gate_closures_total',
    'Times that an attempt of this worker closed the gate.',
    ['account', 'reason'],
  )
  const pauses = counter(
    'disparo_gate_pause_seconds_total',
    'Seconds of the pauses for which attempts of this worker closed the gate; it stays closed until a probe gets through.',
    ['account', 'reason'],
  )
  const stalled = counter(
    'disparo_stalled_jobs_total',
    'Jobs that were taken over from a worker that died.',
    ['account', 'lane'],
  )
  const faults = counter(
    'disparo_job_faults_total',
    'Faults of our own in handling messages, for reasons that nobody thought of. They spend no attempt.',
    ['account', 'lane'],
  )
  const reportRequests = counter('disparo_report_requests_total', 'Requests for pages of the report.', [
    'account',
    'result',
  ])
  const scans = counter('disparo_report_scans_total', 'Scans of the report that were completed.', ['account'])
  const items = counter('disparo_report_items_total', 'Items seen in completed scans, again in every scan.', [
    'account',
  ])
  const matched = counter(
    'disparo_report_matched_total',
    'Messages found in completed scans, again in every scan.',
    ['account'],
  )
  const released = counter(
    'disparo_report_released_total',
    'Unknown messages that the report proved absent.',
    ['account'],
  )
  const callbacks = counter(
    'disparo_callback_attempts_total',
    'POSTs to the callback, by what they came to.',
    ['account', 'result'],
  )
  const callbackDurations = new Histogram({
    name: 'disparo_callback_duration_seconds',
    help: 'How long POSTs to the callback took.',
    labelNames: ['account'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  })
  const redisErrors = counter(
    'disparo_redis_errors_total',
    'Errors of connections to Redis, all of them.',
    [],
  )

  return {
    redisError: () => redisErrors.inc(),
    account: (account) => {
      // A series must be there at 0, or its first increase is not seen.
      for (const lane of Lane.options) {
        for (const outcome of outcomes) attempts.inc({ account, lane, outcome }, 0)
        for (const each of [waits, stalled, faults]) each.inc({ account, lane }, 0)
      }
      for (const reason of reasonLabels) {
        for (const each of [closures, pauses]) each.inc({ account, reason }, 0)
      }
      for (const result of results) callbacks.inc({ account, result }, 0)
      for (const result of ['page', 'refused']) reportRequests.inc({ account, result }, 0)
      for (const each of [scans, items, matched, released]) each.inc({ account }, 0)
      return {
        attempt: ({ lane, outcome, seconds }) => {
          attempts.inc({ account, lane, outcome })
          durations.observe({ account, lane }, seconds)
        },
        status: statuses(account),
        wait: (lane) => waits.inc({ account, lane }),
        gate: (change, outcome) => {
          if (change.kind !== 'closed') return
          const labels = {
            account,
            reason: reasonLabel(outcome && 'reason' in outcome ? outcome.reason : outcome?.kind),
          }
          closures.inc(labels)
          pauses.inc(labels, change.ms / 1_000)
        },
        exhausted: (ms) => {
          closures.inc({ account, reason: limitExhaustedReason })
          pauses.inc({ account, reason: limitExhaustedReason }, ms / 1_000)
        },
        stalled: (lane) => stalled.inc({ account, lane }),
        fault: (lane) => faults.inc({ account, lane }),
        reportRequest: (result) => reportRequests.inc({ account, result }),
        scan: (seen) => {
          scans.inc({ account })
          items.inc({ account }, seen.items)
          matched.inc({ account }, seen.matched)
          released.inc({ account }, seen.released)
        },
        callback: ({ result, seconds }) => {
          callbacks.inc({ account, result })
          callbackDurations.observe({ account }, seconds)
        },
      }
    },
  }
}
