import type { ReadableSpan } from '@opentelemetry/sdk-trace-node'

/**
 * What a span may take out of this process. An address is told by its host alone, since a path or a query may hold a
 * person or a secret; an error by its type.
 */
const told = new Set([
  'bullmq.job.attempts.made',
  'bullmq.job.bulk.count',
  'bullmq.job.id',
  'bullmq.job.name',
  'bullmq.queue.name',
  'bullmq.queue.operation',
  'disparo.account',
  'disparo.attempt',
  'disparo.batch',
  'disparo.lane',
  'disparo.message',
  'disparo.outcome',
  'disparo.reason',
  'disparo.status',
  'error.type',
  'http.request.method',
  'http.response.status_code',
  'http.route',
  'network.protocol.version',
  'server.address',
  'server.port',
])

/** The span as it is sent: attributes by the list above, no events (exceptions' messages and stacks), no status message. */
export function redactSpan(span: ReadableSpan): ReadableSpan {
  const { parentSpanContext } = span
  return {
    name: span.name,
    kind: span.kind,
    spanContext: () => span.spanContext(),
    ...(parentSpanContext && { parentSpanContext }),
    startTime: span.startTime,
    endTime: span.endTime,
    duration: span.duration,
    ended: span.ended,
    status: { code: span.status.code },
    attributes: Object.fromEntries(Object.entries(span.attributes).filter(([key]) => told.has(key))),
    links: span.links.map(({ context }) => ({ context })),
    events: [],
    resource: span.resource,
    instrumentationScope: span.instrumentationScope,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: span.droppedLinksCount,
  }
}
