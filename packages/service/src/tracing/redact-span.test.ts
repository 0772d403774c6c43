import { SpanStatusCode } from '@opentelemetry/api'
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node'
import { describe, expect, it } from 'vitest'
import { redactSpan } from './redact-span.js'
import { redactingExporter } from './redacting-exporter.js'

const person = '5511987650123'

function record() {
  const memory = new InMemorySpanExporter()
  const provider = new NodeTracerProvider({
    spanProcessors: [new SimpleSpanProcessor(redactingExporter(memory))],
  })
  return { tracer: provider.getTracer('tests'), memory, provider }
}

describe('a span as it is exported', () => {
  it('tells what is on the list, and nothing else, wherever else it may stand', async () => {
    const { tracer, memory, provider } = record()
    const linked = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 }
    const span = tracer.startSpan('POST', {
      attributes: { 'http.request.method': 'POST', 'url.full': `https://example/?to=${person}`, to: person },
      links: [{ context: linked, attributes: { to: person } }],
    })
    span.addEvent(person, { to: person })
    span.recordException(new Error(person))
    span.setStatus({ code: SpanStatusCode.ERROR, message: person })
    span.end()
    await provider.forceFlush()

    const [exported] = memory.getFinishedSpans()
    expect(exported).toMatchObject({
      name: 'POST',
      attributes: { 'http.request.method': 'POST' },
      links: [{ context: linked }],
      events: [],
      status: { code: SpanStatusCode.ERROR },
    })
    expect(JSON.stringify(exported)).not.toContain(person)
  })

  it('keeps its place in the trace and its times', () => {
    const { tracer } = record()
    const span = tracer.startSpan('sending') as unknown as Parameters<typeof redactSpan>[0]
    const exported = redactSpan(span)
    expect(exported.spanContext()).toEqual(span.spanContext())
    expect(exported).toMatchObject({ startTime: span.startTime, kind: span.kind, resource: span.resource })
  })
})

describe('an exporter of spans', () => {
  it('tells when it fails and when it works again, once each', () => {
    const answers = [0, 1, 1, 0, 0, 1]
    const heard: boolean[] = []
    const done: number[] = []
    const exporter = redactingExporter(
      {
        export: (_spans, callback) => callback({ code: answers.shift() ?? 0 }),
        shutdown: async () => {},
      },
      (isSending) => heard.push(isSending),
    )
    for (let n = 0; n < 6; n++) exporter.export([], ({ code }) => done.push(code))
    expect(heard).toEqual([false, true, false])
    expect(done).toEqual([0, 1, 1, 0, 0, 1])
  })
})
