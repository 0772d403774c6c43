import { context, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api'
import { contextOf } from './traceparent.js'
import type { Tracing } from './tracing.js'

/** Opens spans of requests, named by method and route as OpenTelemetry's conventions for HTTP have it. */
export function requestSpanOpener(tracer: Tracer): Tracing['openRequest'] {
  return ({ method, route, traceparent }) => {
    const caller = contextOf(traceparent)
    const attributes = { 'http.request.method': method, 'http.route': route }
    const span = tracer.startSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes }, caller)
    const within = trace.setSpan(caller, span)
    return {
      run: (work) => context.with(within, work),
      end: ({ status, account }) => {
        if (account !== undefined) span.setAttribute('disparo.account', account)
        if (status !== undefined) span.setAttribute('http.response.status_code', status)
        // A refused request is the caller's error, not ours.
        if (status === undefined || status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
        span.end()
      },
    }
  }
}
