import { setTimeout } from 'node:timers/promises'
import { SpanStatusCode, trace } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici'
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources'
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import { requestSpanOpener } from './open-request-span.js'
import { queueTelemetry } from './queue-telemetry.js'
import { redactingExporter } from './redacting-exporter.js'
import type { Tracing, TracingOptions } from './tracing.js'

/**
 * Starts OpenTelemetry for this process. Spans go to the collector as OTLP over HTTP, in JSON. Requests made through
 * undici are spans where they belong to a trace: a message's POST does, a page of the report does not.
 */
export function openTracing({
  serviceName,
  onChange,
}: Pick<TracingOptions, 'serviceName' | 'onChange'>): Tracing {
  const provider = new NodeTracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': serviceName }))
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(redactingExporter(new OTLPTraceExporter(), onChange))],
  })
  provider.register()
  const requests = new UndiciInstrumentation({ requireParentforSpans: true })

  return {
    telemetry: queueTelemetry(),
    openRequest: requestSpanOpener(trace.getTracer('disparo')),
    annotate: (facts, failed = false) => {
      const span = trace.getActiveSpan()
      for (const [name, value] of Object.entries(facts)) {
        if (value !== undefined) span?.setAttribute(`disparo.${name}`, value)
      }
      if (failed) span?.setStatus({ code: SpanStatusCode.ERROR })
    },
    close: async (withinMs) => {
      requests.disable()
      const sent = provider.shutdown().catch(() => {}) // The exporter has told already.
      await Promise.race([sent, setTimeout(withinMs, undefined, { ref: false })])
    },
  }
}
