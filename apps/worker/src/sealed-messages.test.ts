import { randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect, type Disparo } from '@disparo/core'
import { Account } from '@disparo/core/account'
import { laneQueueName } from '@disparo/core/queue'
import { accountKeys, openRedis } from '@disparo/core/redis'
import { DataKeys, openSeal } from '@disparo/core/seal'
import { pino } from 'pino'
import { afterAll, afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { type AccountWorker, startAccountWorker } from './account-worker.js'

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
}
const timeout = 10_000

let server: Server
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
  server = createServer(async (request, response) => {
    if (request.method === 'GET') return void response.writeHead(500).end()
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    received.push(JSON.parse(Buffer.concat(chunks).toString()))
    if (!isSlow) return void response.writeHead(200).end('{}')
    respond.push(() => void response.writeHead(400).end('{"message":"no Fulana"}'))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  disparo = connect({ redis: url, account: name, dataKey })
})
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop(0)))
  await disparo.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})
afterAll(() => redis.disconnect())

async function work(key: string | undefined): Promise<AccountWorker> {
  const account = Account.parse({
    name,
    configId: 'minha-config-id',
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
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
    await expect.poll(() => received.length, { timeout }).toBe(2)
    expect(received).toMatchObject([message, message])
    for (const { id } of [before, after]) {
      await expect.poll(() => counts(id), { timeout }).toMatchObject({ accepted: 1 })
    }
  })

  it.each([
    ['no key', undefined],
    ['another key', another],
    ['another key of the same name', newKey('a')],
  ])(
    'is not lost to a worker with %s, which says so and rests, and goes out by one that has it',
    async (_title, key) => {
      const { id } = await disparo.sendMany([message, message, message], { rowsBy: 'place' })
      const keyless = await work(key)
      await expect.poll(() => logged('lane:keyless').length, { timeout }).toBe(1)
      expect(logged('lane:keyless')).toMatchObject([{ level: 50, lane: 'bulk', keyId: 'a' }])
      const waiting = () => redis.zcard(`${keys.prefix}:${laneQueueName(name, 'bulk')}:prioritized`)
      await expect.poll(waiting, { timeout }).toBe(3)
      expect(await counts(id)).toMatchObject({ enqueued: 3 })
      expect(received).toEqual([])
      await work(dataKey)
      await expect.poll(() => counts(id), { timeout }).toMatchObject({ accepted: 3 })
      expect(received).toHaveLength(3)
      const states = (await disparo.batchMessages(id))?.messages ?? []
      expect(states.map(({ attempts }) => attempts)).toEqual([1, 1, 1])
      await keyless.stop(0)
    },
  )

  it('fails alone where it was tampered with', async () => {
    const bad = await disparo.send(message)
    const good = await disparo.send(message)
    const data = JSON.parse((await redis.hget(job(good.id), 'data')) ?? '')
    await redis.hset(job(bad.id), 'data', JSON.stringify(data))
    await work(dataKey)
    await expect.poll(async () => (await disparo.status(good.id))?.status, { timeout }).toBe('accepted')
    await expect.poll(async () => (await disparo.status(bad.id))?.status, { timeout }).toBe('failed')
    expect(logged('job:poisoned')).toMatchObject([{ id: bad.id, fields: ['message'] }])
    expect(received).toHaveLength(1)
  })

  it('of somebody forgotten while it is under way leaves no job behind, whatever becomes of it', async () => {
    isSlow = true
    const { id } = await disparo.send(message)
    await work(dataKey)
    await expect.poll(() => respond.length, { timeout }).toBe(1)
    expect(await disparo.forget(message.to)).toMatchObject({ jobs: 0, pending: 1 })
    respond.shift()?.()
    await expect.poll(() => redis.exists(job(id)), { timeout }).toBe(0)
    const state = await disparo.status(id)
    expect(state).toMatchObject({ status: 'rejected', to: '' })
    expect(state).not.toHaveProperty('detail')
  })
})
