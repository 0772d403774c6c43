import { afterAll, beforeEach, expect, inject, it } from 'vitest'
import { entryField } from '../../ledger/index.js'
import type { MessageStatus } from '../../message/index.js'
import { accountKeys, openRedis } from '../../redis/index.js'
import { closeLanes, openLanes } from './lanes.js'
import { settledFailureReason, trimFailed } from './trim-failed.js'

const name = 'trim-failed-test'
const keys = accountKeys(name)
const redis = openRedis(inject('redisUrl'), 'worker')
const lanes = openLanes(redis, { name })
const { bulk } = lanes
const set = bulk.toKey('failed')

const clear = async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
}
beforeEach(clear)
afterAll(async () => {
  await clear()
  await closeLanes(lanes)
  redis.disconnect()
})

/** A job that failed at this time, for this reason, and what the ledger says of its message: nothing, where it knows none. */
async function failed(id: string, at: number, status?: MessageStatus, failedReason = 'internal-error') {
  await redis.hset(bulk.toKey(id), { name: 'send', data: '{}', failedReason })
  await redis.zadd(set, at, id)
  if (status) await redis.hset(keys.message(id), entryField.status, status)
}
const trim = (kept: { ms: number; count: number }) => trimFailed(redis, keys, bulk, { kept, now: 10_000 })
const left = () => redis.zrange(set, '0', '-1')

it('what failed long ago goes, but never a job whose message is not settled', async () => {
  for (const status of ['rejected', 'failed', 'expired', 'cancelled', 'accepted'] as const) {
    await failed(`old-${status}`, 1_000, status)
  }
  for (const status of ['enqueued', 'sending', 'unknown'] as const) await failed(status, 1_000, status)
  await failed('let-go-of', 1_000, undefined, settledFailureReason('rejected', 'http-400'))
  await failed('never-begun', 1_000, undefined, 'The job carries no message that can be sent: see data')
  await failed('young', 9_000, 'failed')
  await failed('broken', 1_000)
  await redis.set(keys.message('broken'), 'no entry')
  expect(await trim({ ms: 5_000, count: 99 })).toBe(6)
  expect(await left()).toEqual(['broken', 'enqueued', 'never-begun', 'sending', 'unknown', 'young'])
  expect(await redis.exists(bulk.toKey('old-failed'), bulk.toKey('let-go-of'))).toBe(0)
  expect(await redis.exists(bulk.toKey('young'), bulk.toKey('never-begun'))).toBe(2)
  expect(await trim({ ms: 5_000, count: 99 })).toBe(0)
})

it('of too many the oldest go, but none that can be retried', async () => {
  for (let n = 0; n < 1_200; n++) await failed(`rejected-${n}`, n, 'rejected')
  for (let n = 0; n < 20; n++) await failed(`failed-${n}`, n, 'failed')
  await failed('never-begun', 0)
  expect(await trim({ ms: 60_000, count: 100 })).toBe(1_100)
  expect(await left()).toHaveLength(100 + 21)
  expect(await redis.exists(...Array.from({ length: 20 }, (_, n) => bulk.toKey(`failed-${n}`)))).toBe(20)
  expect((await left()).filter((id) => id.startsWith('rejected')).at(0)).toBe('rejected-1100')
})
