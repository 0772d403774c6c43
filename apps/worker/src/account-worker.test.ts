import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { connect, type Disparo } from '@disparo/core'
import { Account } from '@disparo/core/internal/account'
import { laneQueueName } from '@disparo/core/internal/queue'
import { accountKeys, openRedis } from '@disparo/core/internal/redis'
import { type LoopbackServer, listenOnLoopback } from '@disparo/hi-platform/test-support'
import { pino } from 'pino'
import { afterAll, afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { type AccountWorker, startAccountWorker } from './account-worker.js'

const name = 'worker-test'
const url = inject('redisUrl')
const keys = accountKeys(name)
const redis = openRedis(url, 'worker')
const message = { to: '5511900000001', namespace: 'ns', elementName: 'boas_vindas' }
const times = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ ...message, to: String(5511900000001 + n * 100_000) }))
const otp = {
  ...message,
  components: [{ type: 'otp', parameters: [{ type: 'text', text: '123456' }] }],
} as const

/** What a stand-in for Hi Platform does with a request; the rest of the queue is answered 200. */
type Answer = (response: ServerResponse, request: IncomingMessage) => void
const status =
  (code: number, headers: Record<string, string> = {}, body = ''): Answer =>
  (response) =>
    void response.writeHead(code, headers).end(body)
const never: Answer = () => {}
const reset: Answer = (_, request) => void request.socket.destroy()

const emptyReport = status(
  200,
  {},
  '{"status":"OK","data":{"totalResults":0,"totalPages":0,"pageNumber":1,"items":[]}}',
)

let answers: Answer[]
let received: { to: string; at: number }[]
let server: LoopbackServer
let disparo: Disparo
let worker: AccountWorker | undefined
let lines: Record<string, unknown>[]

beforeEach(async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
  answers = []
  received = []
  lines = []
  server = await listenOnLoopback(
    createServer(async (request, response) => {
      if (request.method === 'GET') return emptyReport(response, request)
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      received.push({ to: JSON.parse(Buffer.concat(chunks).toString()).to, at: performance.now() })
      const answer =
        answers.shift() ?? status(200, { 'content-type': 'application/json' }, '{"data":{"id":"up-1"}}')
      answer(response, request)
    }),
  )
  disparo = connect({ redis: url, account: name })
})

afterEach(async () => {
  await worker?.stop(0)
  worker = undefined
  await disparo.close()
  await server.close()
})
afterAll(() => redis.disconnect())

async function work(
  settings: Partial<Parameters<typeof Account.parse>[0] & object> = {},
): Promise<AccountWorker> {
  const account = Account.parse({
    name,
    configId: 'minha-config-id',
    baseUrl: server.url,
    username: 'usuarioApi',
    password: { env: 'UNUSED' },
    limit: { max: 1_000, windowMs: 1_000 },
    safetyMarginMs: 250,
    requestTimeoutMs: 30_000,
    outage: { closeAfter: 3, firstPauseMs: 50, longestPauseMs: 200 },
    ...settings,
  })
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(JSON.parse(line)) })
  worker = startAccountWorker({
    account,
    credentials: { username: 'usuarioApi', password: 'senhaApi' },
    redis,
    concurrency: 10,
    log,
    onRedisError: () => {},
  })
  await worker.ready()
  return worker
}

const statusOf = async (id: string) => (await disparo.status(id))?.status
const becomes = (id: string, expected: string) => expect.poll(() => statusOf(id)).toBe(expected)
const logged = (event: string) => lines.filter((line) => line.event === event)

describe('a worker', () => {
  it('is seen by those who ask whether anybody sends, while it runs', async () => {
    expect(await disparo.send(message)).toMatchObject({ hasWorker: false })
    await work()
    await expect.poll(() => redis.pttl(keys.worker)).toBeGreaterThan(0)
    await expect.poll(async () => (await disparo.estimate('bulk')).hasWorker).toBe(true)
  })

  it('sends what waits in both lanes and tells the ledger', async () => {
    const bulk = await disparo.send(message)
    const urgent = await disparo.send(otp)
    await work()
    await becomes(bulk.id, 'accepted')
    await becomes(urgent.id, 'accepted')
    expect(await disparo.status(bulk.id)).toMatchObject({
      attempts: 1,
      upstreamId: 'up-1',
      timeline: { enqueued: expect.any(String), sending: expect.any(String), accepted: expect.any(String) },
    })
    expect(received).toHaveLength(2)
  })

  it('ends a message that Hi Platform rejects, keeping its reason and no phone number', async () => {
    answers = [status(400, {}, 'Parâmetros obrigatórios inválidos: 5511900000001')]
    const { id } = await disparo.send(message)
    await work()
    await becomes(id, 'rejected')
    const state = await disparo.status(id)
    expect(state?.detail).toMatch(/^http-400: Parâmetros obrigatórios inválidos/)
    expect(state?.detail).not.toContain('900000001')
    expect(received).toHaveLength(1)
  })

  it('obeys a 429 for as long as it says, for all messages, and spends no attempt', async () => {
    answers = [status(429, { 'x-rate-limit-reset': '1' }, 'Too many connections.')]
    const { id } = await disparo.send(message)
    await work()
    await becomes(id, 'accepted')
    expect((received[1]?.at ?? 0) - (received[0]?.at ?? 0)).toBeGreaterThanOrEqual(990)
    expect(await disparo.status(id)).toMatchObject({ attempts: 1 })
    expect(logged('gate:closed')).toMatchObject([{ reason: 'throttled', ms: 1_000 }])
    expect(logged('gate:opened')).toHaveLength(1)
  })

  it('loses no message to a wrong password: they wait, and it says so loudly', async () => {
    answers = Array.from({ length: 4 }, () => status(401))
    const sent = await disparo.sendMany(times(5))
    await work({ maxAttempts: 2 })
    await expect.poll(async () => (await disparo.batch(sent.id))?.counts.accepted).toBe(5)
    expect(logged('gate:closed')[0]).toMatchObject({ level: 50, reason: 'http-401', account: name })
  })

  it('tries again what Hi Platform could not take, ahead of the backlog', async () => {
    answers = [status(503)]
    const backlog = 60
    const { id } = await disparo.send(message)
    await disparo.sendMany(
      Array.from({ length: backlog }, (_, n) => ({ ...message, to: String(5511900000100 + n) })),
    )
    await work({ limit: { max: 100, windowMs: 6_000 } })
    await becomes(id, 'accepted')
    const again = received.findLastIndex(({ to }) => to === message.to)
    expect(again).toBeGreaterThan(0)
    expect(again).toBeLessThan(backlog / 2)
    expect(await disparo.status(id)).toMatchObject({ attempts: 2 })
  })

  it('never sends again, under verify, what may have been sent', async () => {
    answers = [never, reset, status(500), status(502)]
    const sent = await disparo.sendMany(times(4))
    await work({ outage: { closeAfter: 100 }, requestTimeoutMs: 2_000 })
    await expect.poll(async () => (await disparo.batch(sent.id))?.counts.unknown).toBe(4)
    expect((await disparo.batchMessages(sent.id))?.messages.map(({ detail }) => detail).sort()).toEqual([
      'connection-closed',
      'http-500',
      'http-502',
      'timeout',
    ])
    expect(received).toHaveLength(4)
  })

  it('sends again, under resend, what may have been sent', async () => {
    answers = [never]
    const { id } = await disparo.send(otp)
    await work({ requestTimeoutMs: 2_000 })
    await becomes(id, 'accepted')
    expect(received).toHaveLength(2)
  })

  it('fails a message alone when only that one does not get through', async () => {
    const one = await disparo.send({ ...message, to: '5511900000099' })
    const settings = { maxAttempts: 2, outage: { closeAfter: 1_000 } }
    answers = [status(503), status(503)]
    await work(settings)
    await becomes(one.id, 'failed')
    expect(await disparo.status(one.id)).toMatchObject({ attempts: 2, detail: 'http-503' })
  })

  it('does not send what has expired', async () => {
    // Enqueueing takes its time on a busy machine, and refuses what has expired by then.
    const expiresAt = new Date(Date.now() + 2_000)
    const { id } = await disparo.send(message, { expiresAt })
    await setTimeout(expiresAt.getTime() - Date.now() + 10)
    await work()
    await becomes(id, 'expired')
    expect(received).toHaveLength(0)
  })

  it('puts a poisoned job aside with a clear reason and goes on', async () => {
    const { id } = await disparo.send(message)
    const job = `${keys.prefix}:${laneQueueName(name, 'bulk')}:${id}`
    await redis.hset(
      job,
      'data',
      JSON.stringify({ message: { to: '5511900000001', namespace: 'ns' }, junk: 1 }),
    )
    const next = await disparo.send(message)
    await work()
    await becomes(next.id, 'accepted')
    expect(await disparo.status(id)).toMatchObject({
      status: 'failed',
      detail: expect.stringContaining('message.elementName'),
    })
    expect(logged('job:poisoned')).toHaveLength(1)
  })

  it('tells of a fault that nobody thought of, and sends the message when it is mended', async () => {
    const hasty = connect({ redis: url, account: { name, maxAttempts: 1 } })
    const { id } = await hasty.send(message)
    await hasty.close()
    await redis.set(keys.gate, 'of another program')
    await work()
    await expect.poll(() => logged('job:fault').length).toBeGreaterThan(2)
    const [told] = logged('job:fault')
    const fields = { lane: 'bulk', id, step: 'begin', error: 'ReplyError', code: 'WRONGTYPE' }
    expect(told).toMatchObject({ level: 50, ...fields })
    expect(JSON.stringify(told)).not.toMatch(/Operation against|5511900000001|boas_vindas/)

    await redis.del(keys.gate)
    await becomes(id, 'accepted')
    expect(await disparo.status(id)).toMatchObject({ attempts: 1 })
    expect(received).toHaveLength(1)
  })

  it('does not call it a fault when an attempt was in vain, or a message is at its end', async () => {
    answers = [status(503), status(400)]
    const { id } = await disparo.send(message)
    await work()
    await becomes(id, 'rejected')
    expect(await disparo.status(id)).toMatchObject({ attempts: 2 })
    expect(logged('job:fault')).toEqual([])
  })

  it('holds the limit in every window', async () => {
    const limit = { max: 20, windowMs: 1_000 }
    const sent = await disparo.sendMany(
      Array.from({ length: 70 }, (_, n) => ({ ...message, to: String(5511900000100 + n) })),
    )
    await work({ limit, safetyMarginMs: 250 })
    await expect.poll(async () => (await disparo.batch(sent.id))?.counts.accepted).toBe(70)
    for (const { at } of received) {
      expect(received.filter((other) => other.at >= at && other.at < at + 1_000).length).toBeLessThanOrEqual(
        20,
      )
    }
  })

  it('lets an urgent message pass a backlog that has used up all that bulk may take', async () => {
    await disparo.sendMany(
      Array.from({ length: 100 }, (_, n) => ({ ...message, to: String(5511900000100 + n) })),
    )
    await work({ limit: { max: 20, windowMs: 5_000 }, reserve: 0.1 })
    await expect.poll(() => received.length).toBe(18)
    const { id } = await disparo.send({ ...otp, to: '5511900000099' })
    await becomes(id, 'accepted')
    // Behind the others it would be the last of them.
    expect(received.findIndex(({ to }) => to === '5511900000099')).toBeLessThan(2 * 18)
  })

  it('stops within its deadline, finishing what is under way and leaving the rest', async () => {
    const held: ServerResponse[] = []
    answers = Array.from({ length: 10 }, () => (response) => void held.push(response))
    const sent = await disparo.sendMany(times(30))
    const running = await work({ requestTimeoutMs: 60_000, limit: { max: 10_000, windowMs: 1_000 } })
    await expect.poll(() => held.length).toBe(10)
    const stopped = running.stop(60_000)
    for (const response of held) response.writeHead(200).end()
    await stopped
    worker = undefined
    expect((await disparo.batch(sent.id))?.counts).toMatchObject({
      accepted: 10,
      enqueued: 20,
      sending: 0,
      unknown: 0,
    })
  })

  it('settles as unknown what its deadline cuts off', async () => {
    answers = [never]
    const { id } = await disparo.send(message)
    const running = await work({ requestTimeoutMs: 60_000 })
    await expect.poll(() => received.length).toBe(1)
    await running.stop(50)
    worker = undefined
    expect(await disparo.status(id)).toMatchObject({ status: 'unknown', detail: 'aborted' })
  })

  it('writes no phone number and no parameter into its log', async () => {
    answers = [status(400, {}, 'erro 5511900000001'), status(500), status(429)]
    await disparo.sendMany(times(4))
    await disparo.send(otp)
    await work()
    await expect.poll(() => received.length).toBeGreaterThanOrEqual(6)
    expect(lines.length).toBeGreaterThan(3)
    expect(JSON.stringify(lines)).not.toMatch(/900000001|123456|senhaApi/)
  })
})
