import { createServer, type ServerResponse } from 'node:http'
import type { MessageInput } from '@disparo/core'
import { BatchCancelledError, connect, type Disparo } from '@disparo/core'
import { Account } from '@disparo/core/internal/account'
import { readBatchPhaseChanges } from '@disparo/core/internal/ledger'
import {
  closeLanes,
  laneQueueName,
  openLanes,
  pausedPriority,
  sweepBatch,
} from '@disparo/core/internal/queue'
import { accountKeys, openRedis } from '@disparo/core/internal/redis'
import { DataKeys, openSeal } from '@disparo/core/internal/seal'
import { type LoopbackServer, listenOnLoopback } from '@disparo/hi-platform/test-support'
import { DelayedError, Worker } from 'bullmq'
import { pino } from 'pino'
import { afterAll, afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { type AccountWorker, startAccountWorker } from '../account-worker.js'
import { parkPaused } from '../lanes/park-paused.js'

const name = 'sweep-test'
const url = inject('redisUrl')
const keys = accountKeys(name)
const redis = openRedis(url, 'worker')
const lanes = openLanes(redis, { name })
const dataKey = `k1:${Buffer.alloc(32, 7).toString('base64')}`
const hourMs = 3_600_000
const ledgerOptions = { retentionMs: 24 * hourMs, outbox: false }

/** So many messages, each for a recipient of its own from number `first` on. */
const rows = (count: number, first = 0) =>
  Array.from({ length: count }, (_, n) => ({ to: String(first + n + 5_511_900_000_000), ...template }))
const template = { namespace: 'ns', elementName: 'boas_vindas' }

/** Who was sent to, in order; and the answers that are held back while `isHeld`. */
let received: string[]
let held: ServerResponse[]
let isHeld: boolean
let server: LoopbackServer
let disparo: Disparo
let workers: AccountWorker[]
let lines: Record<string, unknown>[]

beforeEach(async () => {
  await clear()
  ;[received, held, isHeld, workers, lines] = [[], [], false, [], []]
  server = await listenOnLoopback(
    createServer(async (request, response) => {
      if (request.method === 'GET') return response.end(emptyReport)
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      received.push(JSON.parse(Buffer.concat(chunks).toString()).to)
      if (isHeld) held.push(response)
      else response.writeHead(200).end()
    }),
  )
  disparo = connect({ redis: url, account: name })
})
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop(0)))
  await disparo.close()
  await server.close()
})
afterAll(async () => {
  await clear()
  await closeLanes(lanes)
  redis.disconnect()
})

const emptyReport = '{"status":"OK","data":{"totalResults":0,"totalPages":0,"pageNumber":1,"items":[]}}'

async function clear(): Promise<void> {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
}

async function work(
  settings: {
    readonly key?: string
    readonly limit?: { readonly max: number; readonly windowMs: number }
  } = {},
): Promise<AccountWorker> {
  const account = Account.parse({
    name,
    configId: 'minha-config-id',
    baseUrl: server.url,
    username: 'usuarioApi',
    password: { env: 'UNUSED' },
    limit: settings.limit ?? { max: 1_000, windowMs: 1_000 },
    safetyMarginMs: 250,
  })
  const worker = startAccountWorker({
    account,
    credentials: { username: 'usuarioApi', password: 'senhaApi' },
    redis,
    concurrency: 5,
    seal: openSeal(name, settings.key === undefined ? undefined : DataKeys.parse(settings.key)),
    log: pino({ level: 'debug' }, { write: (line: string) => void lines.push(JSON.parse(line)) }),
    onRedisError: () => {},
  })
  workers.push(worker)
  await worker.ready()
  return worker
}

const answerAll = () => {
  isHeld = false
  for (const response of held.splice(0)) response.writeHead(200).end()
}
const countsOf = async (id: string) => (await disparo.batch(id))?.counts
const becomes = (id: string, expected: Record<string, number>) =>
  expect.poll(() => countsOf(id)).toMatchObject(expected)
const swept = () => expect.poll(() => readBatchPhaseChanges(redis, keys)).toEqual([])
const jobs = (...states: ('prioritized' | 'delayed' | 'active' | 'waiting')[]) =>
  lanes.bulk.getJobCountByTypes(...states)
const anywhere = ['prioritized', 'delayed', 'active', 'waiting'] as const

describe('a batch that is cancelled', () => {
  it('sends nothing more than what had begun, and leaves neither jobs nor other counts behind', async () => {
    const { id } = await disparo.sendMany(rows(250))
    isHeld = true
    await work()
    await expect.poll(() => held.length).toBe(5)
    expect(await disparo.cancelBatch(id)).toMatchObject({ state: 'cancelled', total: 250 })
    await becomes(id, { sending: 5, cancelled: 245, enqueued: 0 })
    await swept()
    expect(await jobs(...anywhere)).toBe(5)
    const other = await disparo.sendMany(rows(20, 1_000))
    const urgent = await disparo.send(rows(1, 2_000)[0] as MessageInput, { lane: 'urgent' })
    answerAll()
    await becomes(other.id, { accepted: 20 })
    await becomes(id, { accepted: 5, cancelled: 245 })
    expect(await disparo.status(urgent.id)).toMatchObject({ status: 'accepted' })
    expect(received).toHaveLength(5 + 20 + 1)
    expect(await jobs(...anywhere)).toBe(0)
    const { messages = [] } = (await disparo.batchMessages(id, { after: 100 })) ?? {}
    expect(messages[0]).toMatchObject({ status: 'cancelled', to: rows(250)[100]?.to, row: 101, attempts: 0 })
  })

  it('is cancelled at once where it is to be sent later, keys of its own or not', async () => {
    const keyed = rows(40).map((row, n) => (n % 2 === 0 ? { ...row, key: `row-${n}` } : row))
    const sendAt = new Date(Date.now() + hourMs)
    const { id } = await disparo.sendMany(keyed, { sendAt, lane: 'urgent' })
    await work()
    await disparo.cancelBatch(id)
    await becomes(id, { cancelled: 40, enqueued: 0 })
    await swept()
    expect(await lanes.urgent.getJobCountByTypes(...anywhere)).toBe(0)
  })

  it('takes no more rows, neither those of a repetition nor those still to come', async () => {
    const key = 'campaign'
    let id = ''
    const cancel = async () => {
      const [known = ''] = await redis.keys(keys.batch('*'))
      id = known.split(':')[3] ?? ''
      return (await disparo.cancelBatch(id))?.state
    }
    async function* slowly() {
      yield* rows(1_000)
      // Whoever asks for the next row has begun to enqueue the ones before.
      await expect.poll(cancel).toBe('cancelled')
      yield* rows(1_500, 1_000)
    }
    await expect(disparo.sendMany(slowly(), { key })).rejects.toThrow(BatchCancelledError)
    await expect(disparo.sendMany(rows(1_000), { key })).rejects.toThrow(BatchCancelledError)
    await work()
    await expect.poll(() => countsOf(id)).toMatchObject({ enqueued: 0 })
    await swept()
    await expect.poll(() => jobs(...anywhere)).toBe(0)
    const state = await disparo.batch(id)
    expect(state?.counts.cancelled).toBe(state?.total)
    expect(received).toEqual([])
  })

  it('that is sealed can be cancelled by a worker that has the key, and by one that has not', async () => {
    const sealed = connect({ redis: url, account: name, dataKey })
    const stop = async (key?: string) => {
      const { id } = await sealed.sendMany(rows(30), { rowsBy: 'place' })
      await sealed.cancelBatch(id)
      const worker = await work(key === undefined ? {} : { key })
      await becomes(id, { cancelled: 30 })
      await swept()
      await worker.stop(0)
      workers = []
      await expect.poll(() => jobs(...anywhere)).toBe(0)
      return sealed.status(`${id}-30`)
    }
    expect(await stop()).toMatchObject({ status: 'cancelled', to: '', row: 30 })
    expect(await stop(dataKey)).toMatchObject({ status: 'cancelled', to: rows(30)[29]?.to })
    await sealed.close()
    expect(JSON.stringify(lines)).not.toMatch(/55119000/)
  })
})

describe('a batch that is paused', () => {
  it('makes way for others, and is sent once and in its order when it is resumed', async () => {
    const { id } = await disparo.sendMany(rows(250), { rowsBy: 'place' })
    isHeld = true
    await work()
    await expect.poll(() => held.length).toBe(5)
    expect(await disparo.pauseBatch(id)).toMatchObject({ state: 'paused' })
    await swept()
    answerAll()
    const other = await disparo.sendMany(rows(50, 1_000))
    await becomes(other.id, { accepted: 50 })
    // Nothing else is left to be done: all of it falls asleep.
    await expect.poll(() => jobs('delayed')).toBe(245)
    expect(await countsOf(id)).toMatchObject({ accepted: 5, enqueued: 245 })
    expect(received).toHaveLength(55)
    expect(await redis.keys(keys.message('*'))).toHaveLength(55)
    expect(await disparo.status(`${id}-250`)).toMatchObject({ status: 'enqueued' })
    expect(await disparo.status(`${id}-250`)).not.toHaveProperty('sendAt')

    expect(await disparo.resumeBatch(id)).toMatchObject({ state: 'running' })
    await becomes(id, { accepted: 250 })
    expect(new Set(received).size).toBe(received.length)
    const states = (await disparo.batchMessages(id, { limit: 250 }))?.messages ?? []
    expect(states.map(({ attempts }) => attempts)).toEqual(Array.from({ length: 250 }, () => 1))
    const ours = received.slice(55).map((to) => Number(to.slice(-4)))
    for (const [place, row] of ours.entries()) expect(Math.abs(row - 5 - place)).toBeLessThan(50)
  })

  it('comes back from anywhere in its lane, but for what is to be sent later', async () => {
    const later = new Date(Date.now() + hourMs)
    const mixed = rows(60).map((row, n) => (n % 3 === 0 ? { ...row, sendAt: later.toISOString() } : row))
    const { id } = await disparo.sendMany(mixed, { rowsBy: 'place' })
    await disparo.pauseBatch(id)
    const first = await work()
    await expect.poll(() => jobs('delayed')).toBe(60)
    await swept()
    await first.stop(0)
    workers = []
    const priorities = (await lanes.bulk.getDelayed()).map(({ priority }) => priority)
    expect(new Set(priorities)).toEqual(new Set([pausedPriority]))
    await disparo.resumeBatch(id)
    await work()
    await becomes(id, { accepted: 40, enqueued: 20 })
    await swept()
    expect(await jobs('delayed')).toBe(20)
    expect(await disparo.status(`${id}-1`)).toMatchObject({ status: 'enqueued', sendAt: expect.any(String) })
    expect((await lanes.bulk.getJob(`${id}-1`))?.priority).not.toBe(pausedPriority)
  })

  it('wakes a message, too, that was about to fall asleep when it was resumed', async () => {
    const { id } = await disparo.sendMany(rows(1), { rowsBy: 'place' })
    const hand = new Worker(laneQueueName(name, 'bulk'), null, { connection: redis, prefix: keys.prefix })
    const job = await hand.getNextJob('a token')
    if (!job) throw new TypeError('There is no job')
    await disparo.pauseBatch(id)
    const fallAsleep = job.moveToDelayed.bind(job)
    job.moveToDelayed = async (...terms) => {
      // It has made way already, and is under way still.
      await disparo.resumeBatch(id)
      const [moved] = await readBatchPhaseChanges(redis, keys)
      if (moved)
        await sweepBatch({ redis, keys, lanes, ledgerOptions, shouldContinue: async () => true }, moved)
      await fallAsleep(...terms)
    }
    const deps = { redis, keys, lane: 'bulk' } as const
    await expect(parkPaused(deps, job, { batch: id })).rejects.toThrow(DelayedError)
    await hand.close()
    expect(await readBatchPhaseChanges(redis, keys)).toEqual([])
    expect([await jobs('delayed'), await jobs('prioritized')]).toEqual([0, 1])
    await work()
    await becomes(id, { accepted: 1 })
  })

  it('sleeps for a while even where it has expired by the clock of whoever puts it off', async () => {
    const { id } = await disparo.sendMany(rows(1), { rowsBy: 'place' })
    const hand = new Worker(laneQueueName(name, 'bulk'), null, { connection: redis, prefix: keys.prefix })
    const job = await hand.getNextJob('a token')
    if (!job) throw new TypeError('There is no job')
    await disparo.pauseBatch(id)
    const deps = { redis, keys, lane: 'bulk' } as const
    const before = Date.now()
    const expiresAt = new Date(before - hourMs)
    await expect(parkPaused(deps, job, { batch: id, expiresAt })).rejects.toThrow(DelayedError)
    await hand.close()
    // BullMQ counts the job's `delay` from a moment of its own. The score is when it wakes, by the clock of whoever put it off.
    const wakesAt = Number(await redis.zscore(lanes.bulk.toKey('delayed'), `${id}-1`)) / 0x1000
    expect(wakesAt).toBeGreaterThanOrEqual(before + 1_000)
  })

  it('takes no pace from urgent messages', async () => {
    const { id } = await disparo.sendMany(rows(250), { lane: 'urgent' })
    await disparo.pauseBatch(id)
    await work({ limit: { max: 50, windowMs: 6_000 } })
    // By the pace of starts this would take half a minute.
    await expect.poll(() => lanes.urgent.getDelayedCount()).toBe(250)
    await expect.poll(async () => Number(await redis.get(lanes.urgent.toKey('limiter')))).toBe(0)
    const { id: otp } = await disparo.send(rows(1, 1_000)[0] as MessageInput, { lane: 'urgent' })
    await expect.poll(async () => (await disparo.status(otp))?.status).toBe('accepted')
  })

  it('makes way in the urgent lane, too, and comes back in its order', async () => {
    const { id } = await disparo.sendMany(rows(30), { lane: 'urgent', rowsBy: 'place' })
    await disparo.send(rows(1, 1_000)[0] as MessageInput, { lane: 'urgent' })
    const sweep = async () => {
      const [moved] = await readBatchPhaseChanges(redis, keys)
      if (moved)
        await sweepBatch({ redis, keys, lanes, ledgerOptions, shouldContinue: async () => true }, moved)
    }
    await disparo.pauseBatch(id)
    await sweep()
    expect(await lanes.urgent.getJobCounts('waiting', 'prioritized')).toEqual({ waiting: 1, prioritized: 30 })
    await disparo.resumeBatch(id)
    await sweep()
    const waiting = await lanes.urgent.getJobs(['waiting'], 0, -1, true)
    expect(waiting.slice(1).map((job) => job.id)).toEqual(rows(30).map((_, n) => `${id}-${n + 1}`))
  })

  it('goes on in the urgent lane, too', async () => {
    const { id } = await disparo.sendMany(rows(30), { lane: 'urgent' })
    await disparo.pauseBatch(id)
    await work()
    await expect.poll(() => lanes.urgent.getDelayedCount()).toBe(30)
    const { id: otp } = await disparo.send(rows(1, 1_000)[0] as MessageInput, { lane: 'urgent' })
    await expect.poll(async () => (await disparo.status(otp))?.status).toBe('accepted')
    await disparo.resumeBatch(id)
    await becomes(id, { accepted: 30 })
    expect(received).toHaveLength(31)
  })

  it('expires while it sleeps, and is cancelled while it sleeps', async () => {
    const short = await disparo.sendMany(rows(3), { expiresAt: new Date(Date.now() + 4_000) })
    const long = await disparo.sendMany(rows(3, 1_000))
    await Promise.all([short, long].map(({ id }) => disparo.pauseBatch(id)))
    await work()
    await expect.poll(() => jobs('delayed')).toBe(6)
    await disparo.cancelBatch(long.id)
    await becomes(long.id, { cancelled: 3 })
    await becomes(short.id, { expired: 3 })
    await expect.poll(() => jobs(...anywhere)).toBe(0)
    await expect(disparo.resumeBatch(long.id)).rejects.toThrow(BatchCancelledError)
    await expect(disparo.pauseBatch(long.id)).rejects.toThrow(BatchCancelledError)
    expect(received).toEqual([])
  })
})
