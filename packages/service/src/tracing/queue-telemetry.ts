import { type Context, createContextKey, type SpanContext, TraceFlags, trace } from '@opentelemetry/api'
import { type Span, SpanKind, type Telemetry } from 'bullmq'
import { BullMQOtel } from 'bullmq-otel'
import { readJobTrace, writeJobTrace } from './job-trace.js'
import { contextOf, traceparentOf } from './traceparent.js'

/** On a context in which jobs are written: how much of it they carry. */
const carriage = createContextKey('disparo.propagation')
type Carriage = 'link' | 'nothing'

/** On the context of a batch's job: the span that added it. */
const origin = createContextKey('disparo.origin')

/**
 * bullmq-otel, but for three things. Only adding and processing are spans, for BullMQ would make some of every look into
 * an idle queue. Every attempt is a child of the span that added the job. And a batch's jobs are traces of their own,
 * linked to that span, so that each is sampled for itself.
 */
export function queueTelemetry(): Telemetry<Context> {
  const { tracer, contextManager } = new BullMQOtel({ tracerName: 'disparo' })
  return {
    tracer: {
      startSpan: (name, options, from) => {
        if (options?.kind === SpanKind.INTERNAL) return silentSpan
        const added = from?.getValue(origin) as SpanContext | undefined
        const links = added ? [{ context: added }] : []
        const span = tracer.startSpan(name, { ...options, links }, from)
        return name.startsWith('addBulk ') ? linkingOnly(span) : span
      },
    },
    contextManager: {
      with: (context, work) => contextManager.with(context, work),
      active: () => contextManager.active(),
      root: () => contextOf(undefined),
      getMetadata: metadataOf,
      fromMetadata: (_active, metadata) => contextOfJob(metadata),
    },
  }
}

function metadataOf(context: Context): string {
  const traceparent = traceparentOf(context)
  switch (context.getValue(carriage) as Carriage | undefined) {
    case 'nothing':
      return ''
    case 'link': {
      const flags = trace.getSpanContext(context)?.traceFlags ?? TraceFlags.NONE
      return writeJobTrace(flags & TraceFlags.SAMPLED ? { link: traceparent } : {})
    }
    default:
      return writeJobTrace({ traceparent })
  }
}

function contextOfJob(metadata: string): Context {
  const { link, traceparent } = readJobTrace(metadata)
  const added = trace.getSpanContext(contextOf(link))
  return added ? contextOf(undefined).setValue(origin, added) : contextOf(traceparent)
}

function linkingOnly(span: Span<Context>): Span<Context> {
  return {
    setSpanOnContext: (context) =>
      span.setSpanOnContext(context).setValue(carriage, 'link' satisfies Carriage),
    setAttribute: (key, value) => span.setAttribute(key, value),
    setAttributes: (attributes) => span.setAttributes(attributes),
    addEvent: (name, attributes) => span.addEvent(name, attributes),
    recordException: (exception, time) => span.recordException(exception, time),
    end: () => span.end(),
  }
}

/** No span: what happens within belongs to the one around it. */
const silentSpan: Span<Context> = {
  setSpanOnContext: (context) => context.setValue(carriage, 'nothing' satisfies Carriage),
  setAttribute: () => {},
  setAttributes: () => {},
  addEvent: () => {},
  recordException: () => {},
  end: () => {},
}
