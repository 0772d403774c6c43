import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { connect, type Disparo } from '@disparo/core'
import { Account } from '@disparo/core/internal/account'
import type { Lane } from '@disparo/core/internal/message'
import { closeLanes, laneQueueName, openLanes, resumeParked } from '@disparo/core/internal/queue'
import { accountKeys, openRedis } from '@disparo/core/internal/redis'
import { DataKeys, keyFingerprintOf, openSeal } from '@disparo/core/internal/seal'
import { type LoopbackServer, listenOnLoopback } from '@disparo/hi-platform/test-support'
import { Queue } from 'bullmq'
import { pino } from 'pino'
import { afterAll, afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { type AccountWorker, startAccountWorker } from '../account-worker.js'

const name = 'sealed-worker-test'
const url = inject('redisUrl')
const keys = accountKeys(name)
const redis = openRedis(url, 'worker')
const newKey = (id: string) => `${id}:${randomBytes(32).toString('base64')}`
const [dataKey, another] = [newKey('a'), newKey('b')]
const message = {
  to: '5511900000001',
  namespace: 'ns',
  elementName: 'boas_vindas',
  components: [{ type: 'body', parameters: [{ type: 'text', text: 'Fulana' }] }],
} as const

let server: LoopbackServer
let respond: (() => void)[]
let isSlow: boolean
let received: { to: string; components: unknown }[]
let lines: Record<string, unknown>[]
let workers: AccountWorker[]
let disparo: Disparo

beforeEach(async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
  received = []
  respond = []
  lines = []
  workers = []
  isSlow = false
  server = await listenOnLoopback(
    createServer(async (request, response) => {
      if (request.method === 'GET') return void response.writeHead(500).end()
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      received.push(JSON.parse(Buffer.concat(chunks).toString()))
      if (!isSlow) return void response.writeHead(200).end('{}')
      respond.push(() => void response.writeHead(400).end('{"message":"no Fulana"}'))
    }),
  )
  disparo = connect({ redis: url, account: name, dataKey })
})
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop(0)))
  await disparo.close()
  await server.close()
})
afterAll(() => redis.disconnect())

async function work(key: string | undefined): Promise<AccountWorker> {
  const account = Account.parse({
    name,
    configId: 'minha-config-id',
    baseUrl: server.url,
    username: 'usuarioApi',
    password: { env: 'UNUSED' },
    limit: { max: 1_000, windowMs: 1_000 },
  })
  const worker = startAccountWorker({
    ...{ account, redis },
    credentials: { username: 'usuarioApi', password: 'senhaApi' },
    seal: openSeal(name, key === undefined ? undefined : DataKeys.parse(key)),
    concurrency: 10,
    log: pino({ level: 'debug' }, { write: (line: string) => void lines.push(JSON.parse(line)) }),
    onRedisError: () => {},
  })
  workers.push(worker)
  await worker.ready()
  return worker
}
/** How many sleep in a lane for want of their key. */
async function parked(lane: Lane): Promise<number> {
  const places = (await redis.smembers(keys.parked)).filter((place) => place.startsWith(`${lane}:`))
  const numbers = await Promise.all(places.map((place) => redis.zcard(keys.parkedFor(place))))
  return numbers.reduce((sum, number) => sum + number, 0)
}
const counts = async (id: string) => (await disparo.batch(id))?.counts
const logged = (event: string) => lines.filter((line) => line.event === event)
const job = (id: string) => `${keys.prefix}:${laneQueueName(name, 'bulk')}:${id}`

describe('a sealed message', () => {
  it('goes out as it was, and so do those enqueued before there was a key', async () => {
    const plain = connect({ redis: url, account: name })
    const before = await plain.sendMany([message])
    await plain.close()
    const after = await disparo.sendMany([message])
    await work(dataKey)
    await expect.poll(() => received.length).toBe(2)
    expect(received).toMatchObject([message, message])
    for (const { id } of [before, after]) {
      await expect.poll(() => counts(id)).toMatchObject({ accepted: 1 })
    }
  })

  it.each([
    ['no key', undefined],
    ['another key', another],
    ['another key of the same name', newKey('a')],
  ])(
    'is parked alone by a worker with %s, which says so, and goes out by one that has it',
    async (_title, key) => {
      const { id } = await disparo.sendMany([message, message, message], { rowsBy: 'place' })
      const keyless = await work(key)
      await expect.poll(() => parked('bulk')).toBe(3)
      expect(logged('lane:data-key-missing')).toMatchObject([{ level: 50, lane: 'bulk', keyId: 'a' }])
      expect(await counts(id)).toMatchObject({ enqueued: 3 })
      expect(received).toEqual([])
      await work(dataKey)
      await expect.poll(() => counts(id)).toMatchObject({ accepted: 3 })
      expect(received).toHaveLength(3)
      const states = (await disparo.batchMessages(id))?.messages ?? []
      expect(states.map(({ attempts }) => attempts)).toEqual([1, 1, 1])
      await expect.poll(() => redis.exists(keys.parked)).toBe(0)
      await keyless.stop(0)
    },
  )

  it('fails alone where it was tampered with', async () => {
    const bad = await disparo.send(message)
    const good = await disparo.send(message)
    const data = JSON.parse((await redis.hget(job(good.id), 'data')) ?? '')
    await redis.hset(job(bad.id), 'data', JSON.stringify(data))
    await work(dataKey)
    await expect.poll(async () => (await disparo.status(good.id))?.status).toBe('accepted')
    await expect.poll(async () => (await disparo.status(bad.id))?.status).toBe('failed')
    expect(logged('job:poisoned')).toMatchObject([{ id: bad.id, fields: ['message'] }])
    expect(received).toHaveLength(1)
  })

  it('of somebody forgotten while it is under way leaves no job behind, whatever becomes of it', async () => {
    isSlow = true
    const { id } = await disparo.send(message)
    await work(dataKey)
    await expect.poll(() => respond.length).toBe(1)
    expect(await disparo.forget(message.to)).toMatchObject({ jobs: 0, pending: 1 })
    respond.shift()?.()
    await expect.poll(() => redis.exists(job(id))).toBe(0)
    const state = await disparo.status(id)
    expect(state).toMatchObject({ status: 'rejected', to: '' })
    expect(state).not.toHaveProperty('detail')
  })
})

describe('messages whose key a worker lacks', () => {
  it('stop nobody in their lane, though they are many, and are looked at once each', async () => {
    const ours = connect({ redis: url, account: name, dataKey: another })
    await disparo.sendMany(Array(300).fill(message), { rowsBy: 'place' })
    const { id } = await ours.sendMany(Array(5).fill(message), { rowsBy: 'place' })
    await work(another)
    await expect.poll(() => counts(id)).toMatchObject({ accepted: 5 })
    await expect.poll(() => parked('bulk')).toBe(300)
    expect(logged('message:parked')).toHaveLength(300)
    // One line for all, and the next after a minute.
    expect(logged('lane:data-key-missing')).toHaveLength(1)
    await ours.close()
  })

  it('let a one-time code through that waits behind 60 of them', async () => {
    const ours = connect({ redis: url, account: name, dataKey: another })
    for (let n = 0; n < 60; n++) await disparo.send(message, { lane: 'urgent' })
    const { id } = await ours.send(message, { lane: 'urgent' })
    await work(another)
    await expect.poll(async () => (await ours.status(id))?.status).toBe('accepted')
    await expect.poll(() => parked('urgent')).toBe(60)
    await ours.close()
  })

  it('go out once each where workers of different keys run at once', async () => {
    const ours = connect({ redis: url, account: name, dataKey: another })
    const people = (first: number) =>
      Array.from({ length: 150 }, (_, n) => ({ ...message, to: String(5_511_900_000_000 + first + n) }))
    await work(dataKey)
    await work(another)
    const batches = [await disparo.sendMany(people(0)), await ours.sendMany(people(1_000))]
    for (const { id } of batches) {
      await expect.poll(() => counts(id)).toMatchObject({ accepted: 150 })
    }
    expect(new Set(received.map(({ to }) => to)).size).toBe(300)
    expect(received).toHaveLength(300)
    await ours.close()
  })

  it('expire without it', async () => {
    const { id } = await disparo.send(message, { expiresAt: new Date(Date.now() + 1_500) })
    await work(another)
    await expect.poll(() => parked('bulk')).toBe(1)
    await expect.poll(async () => (await disparo.status(id))?.status).toBe('expired')
    await expect.poll(() => redis.exists(job(id))).toBe(0)
  })

  it('are left to others for a moment by a worker that meets them again, and then sleep as before', async () => {
    const { id } = await disparo.sendMany([message], { rowsBy: 'place' })
    await work(another)
    await expect.poll(() => parked('bulk')).toBe(1)
    const lanes = openLanes(redis, { name })
    const { message: sealed } = JSON.parse((await redis.hget(job(`${id}-1`), 'data')) ?? '')
    const group = { lane: 'bulk', keyFingerprint: String(keyFingerprintOf(sealed)) } as const
    const delayOf = async () => (await lanes.bulk.getJob(`${id}-1`))?.delay
    await expect.poll(delayOf).toBeGreaterThan(86_400_000)
    await redis.zadd(keys.parkedFor(`bulk:${group.keyFingerprint}`), Date.now() - 60_000, `${id}-1`)
    expect(await resumeParked({ redis, keys, lanes }, group, 10)).toBe(1)
    // Met again, and once more after a moment.
    await expect.poll(() => logged('message:parked').length).toBeGreaterThanOrEqual(3)
    await expect.poll(delayOf).toBeGreaterThan(86_400_000)
    await closeLanes(lanes)
  })

  it('can be cancelled, and are parked no more', async () => {
    const { id } = await disparo.sendMany([message, message, message], { rowsBy: 'place' })
    await work(another)
    await expect.poll(() => parked('bulk')).toBe(3)
    await disparo.cancelBatch(id)
    await expect.poll(() => counts(id)).toMatchObject({ cancelled: 3 })
    await expect.poll(() => redis.exists(job(`${id}-3`))).toBe(0)
    await expect.poll(() => redis.exists(keys.parked)).toBe(0)
    expect(received).toEqual([])
  })

  it('sleep through a pause of their batch, and go out after it', async () => {
    const { id } = await disparo.sendMany([message, message, message], { rowsBy: 'place' })
    const keyless = await work(another)
    await expect.poll(() => parked('bulk')).toBe(3)
    await disparo.pauseBatch(id)
    await expect.poll(() => logged('batch:swept').length).toBe(1)
    await disparo.resumeBatch(id)
    await expect.poll(() => logged('batch:swept').length).toBe(2)
    await work(dataKey)
    await expect.poll(() => counts(id)).toMatchObject({ accepted: 3 })
    await keyless.stop(0)
  })

  it('are forgotten when nobody has had it for as long as the ledger keeps anything', async () => {
    const { id } = await disparo.sendMany([message], { rowsBy: 'place' })
    await work(another)
    await expect.poll(() => parked('bulk')).toBe(1)
    const place = `bulk:${keyFingerprintOf(JSON.parse((await redis.hget(job(`${id}-1`), 'data')) ?? '').message)}`
    await redis.zadd(keys.parkedFor(place), Date.now() - 32 * 86_400_000, `${id}-1`)
    const lane = new Queue(laneQueueName(name, 'bulk'), { connection: redis, prefix: keys.prefix })
    await (await lane.getJob(`${id}-1`))?.promote()
    await expect.poll(() => counts(id)).toMatchObject({ failed: 1 })
    expect(await disparo.status(`${id}-1`)).toMatchObject({ detail: 'data-key-missing', to: '' })
    await expect.poll(() => redis.exists(job(`${id}-1`))).toBe(0)
    expect(await parked('bulk')).toBe(0)
    await lane.close()
  })
})
