import { once } from 'node:events'
import { context, trace } from '@opentelemetry/api'
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  InMemorySpanExporter,
  NodeTracerProvider,
  ParentBasedSampler,
  type Sampler,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-node'
import { Queue, type Telemetry, Worker } from 'bullmq'
import { BullMQOtel } from 'bullmq-otel'
import { Redis } from 'ioredis'
import { v4 } from 'uuid'
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { queueTelemetry } from './queue-telemetry.js'

// OpenTelemetry's provider is the process's: one for this file, whose sampler a test may change.
const memory = new InMemorySpanExporter()
const always = new ParentBasedSampler({ root: new AlwaysOnSampler() })
let sampler: Sampler = always
const provider = new NodeTracerProvider({
  sampler: { shouldSample: (...asked) => sampler.shouldSample(...asked) },
  spanProcessors: [new SimpleSpanProcessor(memory)],
})
provider.register()

const redis = new Redis(inject('redisUrl'), { maxRetriesPerRequest: null })
const name = `tracing-${v4()}`
const open = (telemetry?: Telemetry) =>
  new Queue(name, { connection: redis, prefix: 'test', ...(telemetry && { telemetry }) })

beforeEach(() => {
  memory.reset()
  sampler = always
})
afterAll(async () => {
  const queue = open()
  await queue.obliterate({ force: true })
  await queue.close()
  redis.disconnect()
})

/** Processes all that waits, and answers how often. */
async function workOff(options: { failFirst?: boolean } = {}): Promise<number> {
  let runs = 0
  const worker = new Worker(
    name,
    async () => {
      if (++runs === 1 && options.failFirst) throw new Error('not yet')
    },
    { connection: redis, prefix: 'test', telemetry: queueTelemetry(), drainDelay: 1 },
  )
  await once(worker, 'drained')
  await worker.close()
  return runs
}

/** Runs `work` within a span of that name, as a request would. */
async function requesting(name: string, work: () => Promise<unknown>): Promise<void> {
  const span = trace.getTracer('tests').startSpan(name)
  await context.with(trace.setSpan(context.active(), span), work)
  span.end()
}

const named = (name: string) => memory.getFinishedSpans().filter((span) => span.name.startsWith(name))
const idOf = (span = named('request')[0]) => span?.spanContext().spanId

describe('a queue that is traced', () => {
  it.each([
    ['ours', queueTelemetry()],
    ["bullmq-otel's", new BullMQOtel()],
  ])('has each attempt below the span that added the job, which was %s', async (_whose, telemetry) => {
    const queue = open(telemetry)
    await requesting('request', () => queue.add('send', {}, { attempts: 2, removeOnComplete: true }))
    expect(await workOff({ failFirst: true })).toBe(2)
    await queue.close()
    expect(named('add').map((span) => span.parentSpanContext?.spanId)).toEqual([idOf()])
    const parents = named('process').map((span) => span.parentSpanContext?.spanId)
    expect(parents).toEqual([idOf(named('add')[0]), idOf(named('add')[0])])
  })

  it('makes no span of what BullMQ does besides', async () => {
    const queue = open(queueTelemetry())
    await queue.add('send', {}, { removeOnComplete: true })
    await workOff()
    await workOff()
    await queue.close()
    expect(memory.getFinishedSpans().map((span) => span.name)).toEqual([
      `add ${name}.send`,
      `process ${name}`,
    ])
  })

  it("links a batch's jobs to the span that added them", async () => {
    const queue = open(queueTelemetry())
    const jobs = [1, 2].map((row) => ({ name: 'send', data: { row }, opts: { removeOnComplete: true } }))
    await requesting('request', () => queue.addBulk(jobs))
    await workOff()
    await queue.close()
    const [added] = named('addBulk')
    const sent = named('process')
    expect(added?.parentSpanContext?.spanId).toBe(idOf())
    expect(sent.map((span) => span.parentSpanContext)).toEqual([undefined, undefined])
    expect(sent.map((span) => span.links.map((link) => link.context.spanId))).toEqual([
      [idOf(added)],
      [idOf(added)],
    ])
    expect(new Set(sent.map((span) => span.spanContext().traceId)).size).toBe(2)
  })

  it("leaves nothing in a batch's jobs when their request is not sampled, so that each decides for itself", async () => {
    sampler = new AlwaysOffSampler()
    const queue = open(queueTelemetry())
    const [job] = await queue.addBulk([{ name: 'send', data: {}, opts: { removeOnComplete: true } }])
    expect((await queue.getJob(job?.id ?? ''))?.opts.telemetry?.metadata).toBeUndefined()
    sampler = always
    await workOff()
    await queue.close()
    expect(named('process').map((span) => span.links)).toEqual([[]])
  })

  it('does not sample the attempts on a message whose request was not', async () => {
    sampler = new AlwaysOffSampler()
    const queue = open(queueTelemetry())
    await queue.add('send', {}, { removeOnComplete: true })
    sampler = always
    expect(await workOff()).toBe(1)
    await queue.close()
    expect(memory.getFinishedSpans()).toEqual([])
  })

  it.each(['', 'no json', '[]', '{"traceparent":"00-nonsense"}', '{"link":7}'])(
    'processes a job whose trace cannot be read: "%s"',
    async (metadata) => {
      const queue = open()
      await queue.add('send', {}, { telemetry: { metadata }, removeOnComplete: true })
      expect(await workOff()).toBe(1)
      await queue.close()
      expect(named('process').map((span) => span.parentSpanContext)).toEqual([undefined])
    },
  )
})
