import { z } from 'zod'
import type { Tracing, TracingOptions } from './tracing.js'

/** Where spans are sent: `OTEL_EXPORTER_OTLP_ENDPOINT`, the collector's base address, e.g. `http://127.0.0.1:4318`. */
export const TraceEndpoint = z.url({ protocol: /^https?$/, error: 'must be an address (http: or https:)' })

/**
 * Starts tracing by OpenTelemetry, once a process, before anything that is to be traced. Without an endpoint, or
 * disabled, it is off: nothing of OpenTelemetry is even loaded. Sampler, batching, headers and limits are OpenTelemetry's own, by its standard
 * variables (`OTEL_TRACES_SAMPLER`, `OTEL_BSP_*`, `OTEL_EXPORTER_OTLP_HEADERS`, …).
 */
export async function startTracing(options: TracingOptions): Promise<Tracing | undefined> {
  if (options.endpoint === undefined || options.isDisabled) return undefined
  const { openTracing } = await import('./open-tracing.js')
  return openTracing(options)
}
