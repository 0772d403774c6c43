/** Tracing by OpenTelemetry. Nothing here loads any of it until `startTracing` is given an endpoint. */
export { startTracing, TraceEndpoint } from './start-tracing.js'
export type { RequestTrace, SpanAttributes, Tracing } from './tracing.js'
