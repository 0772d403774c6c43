import { begin, type StatusChange, settle } from '@disparo/core/internal/ledger'
import { openLanes } from '@disparo/core/internal/queue'
import { accountKeys, openRedis } from '@disparo/core/internal/redis'
import { UnrecoverableError, Worker } from 'bullmq'
import { afterAll, expect, inject, test } from 'vitest'
import { startTestServer, user } from '../test-support/test-server.js'

const changes: StatusChange[] = []
const door = await startTestServer({ onStatus: (change) => void changes.push(change) })
const redis = openRedis(inject('redisUrl'), 'worker')
const keys = accountKeys(door.account)
const { bulk } = openLanes(redis, { name: door.account })
afterAll(async () => {
  redis.disconnect()
  await door.close()
})
const message = { to: '5511900000001', namespace: 'ns', elementName: 'boas_vindas' }
const retry = (id: string) => door.call('POST', `/messages/${id}/retry`)

/** A message whose only attempt was answered 503. */
async function failed(): Promise<string> {
  const { id } = await door.disparo.send(message)
  const one = { id, token: id, ledgerOptions: { retentionMs: 60_000, outbox: false }, maxAttempts: 1 }
  const limit = { max: 100, windowMs: 1_000, safetyMarginMs: 0, reserve: 0 }
  const rest = { lane: 'bulk', policy: 'verify', attemptMs: 1_000, enqueuedAt: Date.now() } as const
  await begin(redis, keys, { ...one, ...rest, message, limit })
  const settlement = {
    status: 'enqueued',
    countAttempt: 'always',
    exhausted: 'failed',
    detail: 'http-503',
  } as const
  await settle(redis, keys, {
    ...{ ...one, lane: 'bulk', settlement: { ...settlement, gate: { kind: 'none' } } },
    outage: { closeAfter: 9, firstPauseMs: 1, longestPauseMs: 1 },
  })
  const worker = new Worker(bulk.name, () => Promise.reject(new UnrecoverableError('http-503')), {
    ...{ connection: redis, prefix: keys.prefix },
  })
  await new Promise((resolve) => worker.once('failed', resolve))
  await worker.close()
  return id
}

test('a message that failed is sent again, once, and the log says who wanted it', async () => {
  const id = await failed()
  const state = { status: 'enqueued', attempts: 0, detail: 'http-503' }
  expect(await retry(id)).toMatchObject({ status: 200, body: state })
  expect(await (await bulk.getJob(id))?.getState()).toBe('prioritized')
  expect(await retry(id)).toMatchObject({
    status: 409,
    body: { type: '/problems/cannot-retry', detail: expect.stringContaining('it waits in its lane') },
  })
  expect(changes).toEqual([{ lane: 'bulk', status: 'enqueued' }])
  const said = { event: 'message:retried', account: door.account, id, user }
  expect(door.log.filter(({ event }) => event === 'message:retried')).toMatchObject([said])
  expect(await retry('none')).toMatchObject({ status: 404 })
})

/** A batch of which the first message failed for a 503, and the second was rejected. */
async function failedBatch(): Promise<string> {
  const { id: batch } = await door.disparo.sendMany([message, message], { rowsBy: 'place' })
  const limit = { max: 100, windowMs: 1_000, safetyMarginMs: 0, reserve: 0 }
  const ledgerOptions = { retentionMs: 60_000, outbox: false }
  for (const [row, status, reason] of [
    [1, 'enqueued', 'http-503'],
    [2, 'rejected', '132001'],
  ] as const) {
    const one = { id: `${batch}-${row}`, token: `t${row}`, batch, ledgerOptions, maxAttempts: 1 }
    const rest = { lane: 'bulk', policy: 'verify', attemptMs: 1_000, enqueuedAt: Date.now() } as const
    await begin(redis, keys, { ...one, ...rest, row, message, limit })
    const settlement = { status, reason, countAttempt: 'always', exhausted: 'failed' } as const
    await settle(redis, keys, {
      ...{ ...one, settlement: { ...settlement, gate: { kind: 'none' } } },
      outage: { closeAfter: 9, firstPauseMs: 1, longestPauseMs: 1 },
    })
  }
  const worker = new Worker(bulk.name, () => Promise.reject(new UnrecoverableError('settled')), {
    ...{ connection: redis, prefix: keys.prefix },
  })
  const ended = new Set<string>()
  await new Promise<void>((resolve) =>
    worker.on('failed', (job) => {
      if (job?.id?.startsWith(batch)) ended.add(job.id)
      if (ended.size === 2) resolve()
    }),
  )
  await worker.close()
  return batch
}

test('what failed of a batch is sent again, and what cannot be is counted by why', async () => {
  const batch = await failedBatch()
  const again = (query = '') => door.call('POST', `/batches/${batch}/retry${query}`)
  expect(await again('?reason=http-400')).toMatchObject({ status: 200, body: { retried: 0, kept: {} } })
  expect((await again('?reason=132001')).body).toEqual({ retried: 0, kept: { rejected: 1 } })
  expect((await again()).body).toEqual({ retried: 1, kept: { rejected: 1 } })
  expect((await again()).body).toEqual({ retried: 0, kept: { rejected: 1 } })
  expect(await (await bulk.getJob(`${batch}-1`))?.getState()).toBe('prioritized')
  expect((await door.disparo.batch(batch))?.counts).toMatchObject({ enqueued: 1, rejected: 1 })
  expect(await again('?reason=Not%20one')).toMatchObject({ status: 400 })
})
