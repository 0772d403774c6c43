import type { StatusChange } from '@disparo/core'
import { Lane, MessageStatus } from '@disparo/core/internal/message'
import { openStatusCounter } from '@disparo/service/metrics'
import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

/** By which way messages came. */
export const sources = ['http', 'batch'] as const
type Source = (typeof sources)[number]

/** What this producer process counts itself. */
export interface ProducerMetrics {
  readonly registry: Registry
  enqueued(
    count: number,
    labels: { readonly account: string; readonly lane: Lane; readonly source: Source },
  ): void
  /** Messages that were not valid. */
  refused(count: number, labels: { readonly account: string; readonly source: Source }): void
  /** Counts the statuses that messages of this account come to have by us. Its series are there from then on. */
  statuses(account: string): (change: StatusChange) => void
  /** Whether the users' file, as it is now, would stop a start. */
  usersWrong(isWrong: boolean): void
  /** One request: `route` is its template, never its URL. */
  answered(request: {
    readonly method: string
    readonly route: string
    readonly status: number
    readonly seconds: number
  }): void
}

export function openProducerMetrics(registry: Registry): ProducerMetrics {
  const registers = [registry]
  const enqueued = new Counter({
    name: 'disparo_messages_enqueued_total',
    help: 'Messages enqueued by this process; a batch that is repeated counts again.',
    labelNames: ['account', 'lane', 'source'],
    registers,
  })
  const refused = new Counter({
    name: 'disparo_messages_refused_total',
    help: 'Messages (rows of batches, too) that were refused because they are not valid.',
    labelNames: ['account', 'source'],
    registers,
  })
  const durations = new Histogram({
    name: 'disparo_http_request_duration_seconds',
    help: 'How long answering took, by route and class of status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60],
    registers,
  })
  const usersWrong = new Gauge({
    name: 'disparo_users_wrong',
    help: "Whether the users' file, as it is now, would stop a start of this program (1) or not (0). Those read before are in force meanwhile.",
    registers,
  })
  return {
    registry,
    usersWrong: (isWrong) => usersWrong.set(isWrong ? 1 : 0),
    enqueued: (count, labels) => enqueued.inc(labels, count),
    refused: (count, labels) => refused.inc(labels, count),
    statuses: openStatusCounter(registry, { lanes: Lane.options, statuses: MessageStatus.options }),
    answered: ({ method, route, status, seconds }) =>
      durations.observe({ method, route, status: `${Math.floor(status / 100)}xx` }, seconds),
  }
}
