import { type Context, propagation, ROOT_CONTEXT } from '@opentelemetry/api'

/** The context that a `traceparent` names; the root one where it names none. Takes over no baggage and no `tracestate`. */
export function contextOf(traceparent: string | undefined): Context {
  return traceparent === undefined ? ROOT_CONTEXT : propagation.extract(ROOT_CONTEXT, { traceparent })
}

/** The `traceparent` of a context; none where it has no span. */
export function traceparentOf(context: Context): string | undefined {
  const carrier: { traceparent?: string } = {}
  propagation.inject(context, carrier)
  return carrier.traceparent
}
