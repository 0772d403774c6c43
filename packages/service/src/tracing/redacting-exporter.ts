import type { SpanExporter } from '@opentelemetry/sdk-trace-node'
import { redactSpan } from './redact-span.js'

const success = 0

/** Sends spans by another exporter, no more of each than it may tell, and hears when that fails and when it works again. */
export function redactingExporter(
  exporter: SpanExporter,
  onChange: (isSending: boolean) => void = () => {},
): SpanExporter {
  let isSending = true
  return {
    export: (spans, done) =>
      exporter.export(spans.map(redactSpan), (result) => {
        const sent = result.code === success
        if (sent !== isSending) onChange(sent)
        isSending = sent
        done(result)
      }),
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  }
}
