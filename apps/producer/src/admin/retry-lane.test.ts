import { randomUUID } from 'node:crypto'
import { begin, readEntries, settle } from '@disparo/core/internal/ledger'
import { accountKeys, openRedis } from '@disparo/core/internal/redis'
import { UnrecoverableError, Worker } from 'bullmq'
import { afterAll, beforeEach, expect, inject, test } from 'vitest'
import { openBoardServer } from './board-server.test.support.js'

const door = await openBoardServer()
const redis = openRedis(inject('redisUrl'), 'worker')
afterAll(async () => {
  redis.disconnect()
  await door.close()
})
const [mine, others] = door.accounts
const bulk = door.queue(mine, 'bulk')
const api = `/api/queues/${bulk.name}`
const keys = accountKeys(mine)
beforeEach(() => bulk.obliterate({ force: true }))

type End = 'accepted' | 'rejected' | 'unknown' | 'enqueued'

/** Jobs that failed, the first first, and what the ledger says of their messages. */
async function failed(ends: readonly End[]): Promise<string[]> {
  const ids = ends.map(() => randomUUID())
  for (const [index, end] of ends.entries()) {
    const one = { id: ids[index] ?? '', token: randomUUID(), lane: 'bulk', maxAttempts: 1 } as const
    const ledgerOptions = { retentionMs: 60_000, outbox: false }
    const message = { to: '5511900000001', namespace: 'ns', elementName: 'aviso' }
    const limit = { max: 9_999, windowMs: 1_000, safetyMarginMs: 0, reserve: 0 }
    await begin(redis, keys, {
      ...{
        ...one,
        ledgerOptions,
        message,
        limit,
        policy: 'verify',
        attemptMs: 1_000,
        enqueuedAt: Date.now(),
      },
    })
    const gate = { kind: 'none' } as const
    await settle(redis, keys, {
      ...{
        ...one,
        ledgerOptions,
        outage: { closeAfter: 9_999, firstPauseMs: 1_000, longestPauseMs: 1_000 },
      },
      settlement: { status: end, countAttempt: 'always', exhausted: 'failed', gate },
    })
  }
  await bulk.addBulk(ids.map((jobId) => ({ name: 'send', data: {} as never, opts: { jobId, attempts: 1 } })))
  const worker = new Worker(bulk.name, () => Promise.reject(new UnrecoverableError('ended')), {
    connection: redis,
    prefix: bulk.opts.prefix ?? '',
  })
  let left = ids.length
  await new Promise<void>((resolve) => worker.on('failed', () => --left === 0 && resolve()))
  await worker.close()
  return ids
}

const stateOf = async (id: string) => (await bulk.getJob(id))?.getState()
const statusOf = async (id: string) => (await readEntries({ redis, keys }, [id]))[0]?.status
const retry = (id: string) => door.ask('PUT', `${api}/${id}/retry`, { as: 'operator' })
const retryAll = (api: string) => door.ask('PUT', `${api}/retry/failed`, { as: 'operator' })
const changes = () => door.log.filter(({ event }) => event === 'queue:changed')

test('a message that failed is to be sent again before its job runs', async () => {
  const [id = ''] = await failed(['enqueued'])
  expect([await statusOf(id), await stateOf(id)]).toEqual(['failed', 'failed'])
  expect((await retry(id)).status).toBe(204)
  expect([await statusOf(id), await stateOf(id)]).toEqual(['enqueued', 'waiting'])
})

test.each([
  ['rejected', /rejected it, and would again: change it and send a new one/],
  ['unknown', /may have been sent: say what became of it/],
  ['accepted', /took it/],
] as const)('one that is %s is not, and the answer says why', async (end, why) => {
  const [id = ''] = await failed([end])
  const before = changes().length
  const { status, text } = await retry(id)
  expect({ status, ...JSON.parse(text) }).toEqual({ status: 409, error: expect.stringMatching(why) })
  expect([await statusOf(id), await stateOf(id)]).toEqual([end, 'failed'])
  expect(changes()).toHaveLength(before)
})

test('to retry all sends what may be, and leaves the rest, however much of it comes first', async () => {
  const before = await failed(Array.from({ length: 210 }, () => 'rejected' as const))
  const [doubtful = '', good = '', better = ''] = await failed(['unknown', 'enqueued', 'enqueued'])
  const { status, text } = await retryAll(api)
  expect({ status, ...JSON.parse(text) }).toEqual({
    ...{ status: 409, retried: 2, skipped: 211 },
    error: '2 of 213 are sent again',
    message: expect.stringContaining('(210 rejected, 1 in-doubt)'),
  })
  expect(await Promise.all([doubtful, good, better].map(stateOf))).toEqual(['failed', 'waiting', 'waiting'])
  expect(await bulk.getFailedCount()).toBe(before.length + 1)
  expect(changes().at(-1)).toMatchObject({
    ...{ user: 'operator', action: 'retry', queueName: bulk.name, queueStatus: 'failed' },
    ...{ retried: 2, skipped: 211 },
  })
})

test('to retry all that may be is a success', async () => {
  const ids = await failed(['enqueued', 'enqueued'])
  const { status, text } = await retryAll(api)
  expect({ status, ...JSON.parse(text) }).toEqual({ status: 200, retried: 2, skipped: 0 })
  expect(await Promise.all(ids.map(statusOf))).toEqual(['enqueued', 'enqueued'])
})

test('whose role is too small, or whose account it is not, retries nothing', async () => {
  const [id = ''] = await failed(['enqueued'])
  for (const path of [`${api}/retry/failed`, `${api}/${id}/retry`]) {
    expect((await door.ask('PUT', path, { as: 'reader' })).status).toBe(403)
  }
  const hidden = door.queue(others, 'bulk')
  await hidden.add('send', {} as never, { jobId: 'hidden' })
  for (const path of ['retry/failed', 'hidden/retry']) {
    const asked = (queue: string) => door.ask('PUT', `/api/queues/${queue}/${path}`, { as: 'keeper' })
    const nowhere = await asked('nobody-bulk')
    expect(nowhere.status).toBe(404)
    expect(await asked(hidden.name)).toMatchObject({ status: 404, text: nowhere.text })
  }
  expect([await statusOf(id), await stateOf(id)]).toEqual(['failed', 'failed'])
})

test('one in doubt is not, though its job only sleeps; of any other that has not failed the library says so', async () => {
  const [id = ''] = await failed(['unknown'])
  await (await bulk.getJob(id))?.remove()
  await bulk.addBulk([
    { name: 'send', data: {} as never, opts: { jobId: id, delay: 3_600_000 } },
    { name: 'send', data: {} as never, opts: { jobId: 'sleeps', delay: 3_600_000 } },
  ])
  expect(await retry(id)).toMatchObject({
    status: 409,
    text: expect.stringContaining('disparo unknown resolve'),
  })
  expect(await retry('sleeps')).toMatchObject({ status: 400, text: expect.stringContaining('delayed') })
  expect((await retry('gone')).status).toBe(404)
  expect(await Promise.all([id, 'sleeps'].map(stateOf))).toEqual(['delayed', 'delayed'])
})

test('to clean what failed leaves the jobs of messages that are not settled: nothing else is left of them', async () => {
  const [rejected = '', doubtful = ''] = await failed(['rejected', 'unknown'])
  // The library cleans what is some seconds old.
  for (const id of [rejected, doubtful]) await redis.zadd(bulk.toKey('failed'), 1, id)
  const { status } = await door.ask('PUT', `${api}/clean/failed`, { as: 'admin' })
  expect(status).toBe(200)
  expect([await stateOf(rejected), await stateOf(doubtful)]).toEqual([undefined, 'failed'])
})
