import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { listenOnLoopback } from '@disparo/hi-platform/test-support'
import { z } from 'zod'
import type { Lifetime } from './scaled-stack.test.support.js'

const Attribute = z.object({
  key: z.string(),
  value: z
    .object({ stringValue: z.string(), intValue: z.coerce.number(), boolValue: z.boolean() })
    .partial()
    .transform(({ stringValue, intValue, boolValue }) => stringValue ?? intValue ?? boolValue),
})
const Attributes = z
  .array(Attribute)
  .transform((list) => Object.fromEntries(list.map(({ key, value }) => [key, value])))

const SpanRecord = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  attributes: Attributes,
  links: z.array(z.object({ traceId: z.string(), spanId: z.string() })),
  status: z.object({ code: z.number() }),
})

/** OTLP over HTTP, in JSON; see opentelemetry-proto, ExportTraceServiceRequest. */
const ExportRequest = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: Attributes }),
      scopeSpans: z.array(z.object({ spans: z.array(SpanRecord) })),
    }),
  ),
})

export type ReceivedSpan = z.infer<typeof SpanRecord> & { readonly service: unknown }

export interface Collector {
  readonly url: string
  /** All that has come so far, as it came. */
  readonly bodies: readonly string[]
  spans(): ReceivedSpan[]
}

/** Where spans are sent: a server of OTLP, on a free port until the test is over. */
export async function startCollector(test: Lifetime): Promise<Collector> {
  const bodies: string[] = []
  const server = createServer(async (request, response) => {
    bodies.push(await text(request))
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  const { url, close } = await listenOnLoopback(server)
  test.onTestFinished(close)
  return {
    ...{ url, bodies },
    spans: () =>
      bodies
        .flatMap((body) => ExportRequest.parse(JSON.parse(body)).resourceSpans)
        .flatMap(({ resource, scopeSpans }) =>
          scopeSpans.flatMap(({ spans }) =>
            spans.map((span) => ({ ...span, service: resource.attributes['service.name'] })),
          ),
        ),
  }
}
