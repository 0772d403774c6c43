import { afterAll, beforeEach, expect, inject, test } from 'vitest'
import { accountKeys, openRedis, redisNow } from '../redis/index.js'
import { readQuota, recordQuotaOutcome, takeQuota } from './quota.js'

const keys = accountKeys('quota-test')
const redis = openRedis(inject('redisUrl'), 'worker')
const quota = { gate: keys.reportGate, permits: keys.reportPermits, max: 3, windowMs: 10_000 }
const outage = { closeAfter: 5, firstPauseMs: 1_000, longestPauseMs: 60_000 }
const hour = 3_600_000

beforeEach(() => redis.del(quota.gate, quota.permits))
afterAll(() => redis.disconnect())

const take = (token: string) => takeQuota(redis, quota, { token, requestMs: 1_000 })

test("permits of a clock that was set back count for a window, be the quota read or one taken, and so does the last one's time", async () => {
  const now = await redisNow(redis, keys)
  await redis.zadd(quota.permits, now + hour, 'a', now + 2 * hour, 'b')
  const { left, nextInMs, lastAt } = await readQuota(redis, quota)
  expect({ left, nextInMs }).toEqual({ left: 1, nextInMs: 0 })
  expect(lastAt).toBeLessThan(now + hour)

  await redis.zadd(quota.permits, now + hour, 'c')
  const wait = await take('d')
  expect(wait).toBeGreaterThan(0)
  expect(wait).toBeLessThanOrEqual(quota.windowMs)
  expect((await readQuota(redis, quota)).nextInMs).toBeLessThanOrEqual(quota.windowMs)
})

test('a quota that was closed by a clock set back since is closed for no longer than it was to be', async () => {
  await recordQuotaOutcome(redis, quota, {
    token: 'a',
    signal: 'close',
    reason: 'http-429',
    pauseMs: 5_000,
    outage,
  })
  await redis.hset(quota.gate, { until: (await redisNow(redis, keys)) + hour })
  expect((await readQuota(redis, quota)).nextInMs).toBeLessThanOrEqual(5_000)
  expect(await take('b')).toBeLessThanOrEqual(5_000)
})
