import { randomUUID } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { listenOnLoopback } from '@disparo/hi-platform/test-support'
import { request } from 'undici'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { freePort } from '../stack/free-port.js'
import { producerClient } from '../stack/producer-client.js'
import { authorizationOf } from '../stack/service-user.js'
import { type Stack, type StackOptions, startOwnStack } from '../stack/start-stack.js'
import { type Collector, type ReceivedSpan, startCollector } from './collector.test.support.js'
import { collectLines, countOf } from './log-lines.test.support.js'
import { patience } from './patience.test.support.js'
import type { Lifetime } from './scaled-stack.test.support.js'

const phone = '5511987650123'
const parameter = 'Parametro-Secreto-7431'
const message = {
  to: phone,
  namespace: 'default',
  elementName: 'pedido',
  components: [{ type: 'body', parameters: [{ type: 'text', text: parameter }] }],
}

/** Spans wait for the end of each process, which has to send them. */
const tracedTo = (url: string) => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: url,
  OTEL_BSP_SCHEDULE_DELAY: '3600000',
  OTEL_BSP_MAX_QUEUE_SIZE: '20000',
})

type Env = Readonly<Record<string, string>>

/** As built where it tells what it has loaded. */
async function startTraced(
  test: Lifetime,
  { env = {}, worker, ...options }: Omit<StackOptions, 'env'> & { env?: Env; worker?: Env },
): Promise<Stack> {
  const stack = await startOwnStack({
    ...options,
    asBuilt: 'NODE_OPTIONS' in env,
    env: { producer: env, worker: worker ?? env },
  })
  test.onTestFinished(() => stack.stop())
  return stack
}

async function send({ producer }: Pick<Stack, 'producer'>, headers: Env = {}): Promise<string> {
  const own = { 'content-type': 'application/json', 'idempotency-key': randomUUID() }
  const post = async () => {
    const { statusCode, body } = await request(`${producer.url}/v1/accounts/${producer.account}/messages`, {
      method: 'POST',
      headers: { ...own, authorization: authorizationOf(producer), ...headers },
      body: JSON.stringify(message),
    })
    expect(statusCode).toBe(202)
    return ((await body.json()) as { id: string }).id
  }
  return vi.waitFor(post, patience)
}

const accepted = ({ producer }: Pick<Stack, 'producer'>, id: string) =>
  vi.waitFor(async () => expect((await producer.message(id))?.status).toBe('accepted'), patience)

/** Answers 503 to the first message and 200 to all others, and keeps their headers. There is no report. */
async function startUpstream(test: Lifetime) {
  const seen: IncomingHttpHeaders[] = []
  const server = createServer((incoming, response) => {
    const isMessage = incoming.method === 'POST'
    if (isMessage) seen.push(incoming.headers)
    const status = isMessage && seen.length > 1 ? 200 : 503
    incoming.resume().once('end', () => response.writeHead(status).end('{}'))
  })
  const { url, close } = await listenOnLoopback(server)
  test.onTestFinished(close)
  return { url, seen }
}

const childrenOf = (spans: readonly ReceivedSpan[], parent: ReceivedSpan | undefined) =>
  spans.filter(({ parentSpanId }) => parentSpanId !== undefined && parentSpanId === parent?.spanId)

/** What nobody may read in a collector. */
function expectNothingPersonal({ bodies }: Collector, ...more: readonly string[]): void {
  const all = bodies.join('\n')
  expect(all.length).toBeGreaterThan(0)
  for (const secret of [phone, phone.slice(2), parameter, 'Basic ', ...more])
    expect(all).not.toContain(secret)
}

const traceId = '0af7651916cd43dd8448eb211c80319c'

describe('what is traced', () => {
  const ends: (() => void | Promise<void>)[] = []
  const lifetime: Lifetime = { onTestFinished: (end) => void ends.unshift(end) }
  let stack: Stack
  let collector: Collector
  let upstream: Awaited<ReturnType<typeof startUpstream>>
  const ids = { rest: '', batch: '', xml: [''] }

  /** By one account, by a batch of it, and by an account that goes by XML. Spans are sent as the programs end. */
  beforeAll(async () => {
    collector = await startCollector(lifetime)
    upstream = await startUpstream(lifetime)
    stack = await startTraced(lifetime, {
      names: ['traced', 'traced-xml'],
      accounts: {
        traced: { baseUrl: upstream.url },
        'traced-xml': { transport: 'xml', xml: { groupWaitMs: 10_000, groupMax: 3 } },
      },
      env: { ...telling, ...tracedTo(collector.url) },
    })
    const { producer } = stack
    ids.rest = await send(stack, {
      traceparent: `00-${traceId}-b7ad6b7169203331-01`,
      tracestate: 'vendor=state-of-the-caller',
      baggage: 'customer=baggage-of-the-caller',
    })
    await accepted(stack, ids.rest)
    await (await request(`${producer.url}/healthz`)).body.dump()

    const rows = Array.from({ length: 5 }, (_, n) => `551198765010${n},default,pedido,${parameter}`)
    ids.batch = (await producer.importCsv(['to,namespace,elementName,body1', ...rows].join('\n'))).id
    const counts = async () => (await producer.batch(ids.batch))?.counts
    await vi.waitFor(async () => expect(await counts()).toMatchObject({ accepted: 5 }), patience)

    const byXml = { ...producer, account: 'traced-xml' }
    const xml = { producer: { ...byXml, ...producerClient(byXml) } }
    ids.xml = [await send(xml), await send(xml), await send(xml)]
    for (const id of ids.xml) await accepted(xml, id)
    await stack.stop()
  })
  afterAll(async () => {
    for (const end of ends) await end()
  })

  const outcomesOf = (account: string) =>
    collector
      .spans()
      .filter(({ attributes }) => attributes['disparo.account'] === account)
      .filter(({ attributes }) => attributes['disparo.outcome'] === 'accepted')

  it('follows a message from its request through its job to each of its attempts, in one trace', () => {
    expect(collector.spans().filter(({ name }) => name.includes('healthz'))).toEqual([])
    const spans = collector.spans().filter((span) => span.traceId === traceId)
    const [asked] = spans.filter(({ parentSpanId }) => parentSpanId === 'b7ad6b7169203331')
    expect(asked).toMatchObject({
      service: 'disparo-producer',
      name: 'POST /v1/accounts/:account/messages',
      attributes: { 'http.response.status_code': 202, 'disparo.account': stack.account },
    })
    const [added, ...others] = childrenOf(spans, asked)
    expect(others).toEqual([])
    expect(added).toMatchObject({
      attributes: { 'bullmq.job.id': ids.rest, 'bullmq.queue.operation': 'add' },
    })
    const attempts = childrenOf(spans, added).filter(
      ({ attributes }) => attributes['disparo.attempt'] !== undefined,
    )
    const about = { 'disparo.account': stack.account, 'disparo.lane': 'bulk', 'disparo.message': ids.rest }
    expect(attempts).toMatchObject([
      {
        service: 'disparo-worker',
        attributes: {
          ...about,
          'disparo.attempt': 1,
          'disparo.outcome': 'unavailable',
          'disparo.reason': 'http-503',
        },
        status: { code: 2 },
      },
      {
        service: 'disparo-worker',
        attributes: {
          ...about,
          'disparo.attempt': 2,
          'disparo.outcome': 'accepted',
          'disparo.status': 'accepted',
        },
        status: { code: 0 },
      },
    ])
    expect(attempts.map((attempt) => childrenOf(spans, attempt))).toMatchObject([
      [{ name: 'POST', attributes: { 'http.response.status_code': 503, 'server.address': '127.0.0.1' } }],
      [{ name: 'POST', attributes: { 'http.response.status_code': 200, 'server.address': '127.0.0.1' } }],
    ])
    const sent = upstream.seen.slice(0, 2)
    expect(sent.map(({ traceparent }) => traceparent?.slice(3, 35))).toEqual([traceId, traceId])
    expect(sent.flatMap(({ tracestate, baggage }) => [tracestate, baggage])).toEqual(Array(4).fill(undefined))
    expectNothingPersonal(
      collector,
      'of-the-caller',
      stack.sandbox.password,
      stack.producer.password,
      authorizationOf(stack.producer).slice('Basic '.length),
    )
  })

  it("makes each of a batch's messages a trace of its own, linked to the request", () => {
    const spans = collector.spans()
    const asked = spans.find(({ name }) => name === 'POST /v1/accounts/:account/batches')
    const [added] = childrenOf(spans, asked)
    expect(added?.attributes['bullmq.job.bulk.count']).toBe(5)
    const sent = outcomesOf('traced').filter(({ attributes }) => attributes['disparo.message'] !== ids.rest)
    expect(new Set(sent.map(({ traceId }) => traceId)).size).toBe(5)
    for (const each of sent) {
      expect(each.parentSpanId).toBeUndefined()
      expect(each.links).toMatchObject([{ traceId: asked?.traceId, spanId: added?.spanId }])
      expect(each.attributes['disparo.batch']).toBe(ids.batch)
      expect(childrenOf(spans, each)).toMatchObject([{ name: 'POST', traceId: each.traceId }])
    }
    expectNothingPersonal(collector, '98765010')
  })

  it('tells what became of each message that goes by XML, and has their one request below one of them', () => {
    const sent = outcomesOf('traced-xml')
    expect(sent.map(({ attributes }) => attributes['disparo.message']).toSorted()).toEqual(ids.xml.toSorted())
    expect(new Set(sent.map(({ traceId }) => traceId)).size).toBe(3)
    expect(sent.flatMap((each) => childrenOf(collector.spans(), each))).toMatchObject([{ name: 'POST' }])
    expectNothingPersonal(collector, stack.sandbox.password)
  })

  it('takes OpenTelemetry, which is loaded', () => {
    for (const loaded of loadedBy(stack)) expect(loaded).toContain('@opentelemetry/sdk-trace-node')
  })
})

describe('tracing', () => {
  it('samples and names itself as the standard variables say', async (test) => {
    const collector = await startCollector(test)
    const stack = await startTraced(test, {
      env: {
        ...tracedTo(collector.url),
        OTEL_TRACES_SAMPLER: 'parentbased_always_off',
        OTEL_SERVICE_NAME: 'envios',
      },
    })
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
    const wanted = await send(stack, { traceparent: `00-${traceId}-00f067aa0ba902b7-01` })
    const unwanted = await send(stack)
    await accepted(stack, wanted)
    await accepted(stack, unwanted)
    await stack.stop()

    expect(new Set(collector.spans().map((span) => span.traceId))).toEqual(new Set([traceId]))
    expect(new Set(collector.spans().map(({ service }) => service))).toEqual(new Set(['envios']))
    expect(collector.spans().map(({ attributes }) => attributes['disparo.outcome'])).toContain('accepted')
  })

  it('loads nothing of OpenTelemetry unless it is told where to send spans, nor where it is disabled', async (test) => {
    const collector = await startCollector(test)
    const off = await startTraced(test, {
      env: { ...telling, OTEL_EXPORTER_OTLP_ENDPOINT: '' },
      worker: { ...telling, ...tracedTo(collector.url), OTEL_SDK_DISABLED: 'true' },
    })
    await accepted(off, await send(off))
    await off.stop()
    expect(loadedBy(off)).toEqual([[], []])
    expect(collector.bodies).toEqual([])
  })

  it('sends messages and ends in time while the collector is away or hangs, and says so', async (test) => {
    const hanging = await listenOnLoopback(createServer(() => {}))
    test.onTestFinished(hanging.close)
    const failingAt = (url: string) => ({
      ...tracedTo(url),
      OTEL_BSP_SCHEDULE_DELAY: '20',
      OTEL_EXPORTER_OTLP_TIMEOUT: '1000',
    })
    const stack = await startTraced(test, {
      workers: 0,
      env: failingAt(hanging.url),
    })
    const away = await stack.startWorker(failingAt(`http://127.0.0.1:${await freePort()}`))
    const hangs = await stack.startWorker()
    const lines = [stack.producer.process, away, hangs].map((app) => collectLines([app]))
    await vi.waitFor(async () => {
      await accepted(stack, await send(stack))
      for (const each of lines) expect(countOf(each, 'tracing:failing')).toBeGreaterThan(0)
    }, patience)
    await stack.stop() // Which kills what does not end.
    for (const app of [stack.producer.process, away, hangs])
      expect(await app.exited).toEqual({ code: 0, signal: null })
  })
})

/**
 * Makes a program tell, at its end, which packages of OpenTelemetry it has loaded; all of them are CommonJS. The API alone,
 * which does nothing, is prom-client's.
 */
const tellLoaded = `
  import { createRequire } from 'node:module'
  const { cache } = createRequire(process.cwd() + '/')
  process.on('exit', () => {
    const names = Object.keys(cache).map((path) => /node_modules.(@opentelemetry.[^/]+|bullmq-otel)/.exec(path)?.[1])
    console.log('LOADED ' + JSON.stringify([...new Set(names.filter((name) => name && name !== '@opentelemetry/api'))]))
  })`
const telling = {
  NODE_OPTIONS: `--import=data:text/javascript;base64,${Buffer.from(tellLoaded).toString('base64')}`,
}

function loadedBy({ producer, workers }: Stack): unknown[] {
  return [producer.process, ...workers].map((process) => {
    const told = /^LOADED (.*)$/m.exec(process.output())?.[1]
    return told === undefined ? 'nothing told' : JSON.parse(told)
  })
}
