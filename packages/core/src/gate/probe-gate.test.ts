import { afterAll, afterEach, expect, inject, it } from 'vitest'
import { accountKeys, openRedis, redisNow } from '../redis/index.js'
import { probeGate } from './index.js'
import { readGate } from './read-gate.js'

const keys = accountKeys('probe-gate-test')
const redis = openRedis(inject('redisUrl'), 'worker')
afterEach(() => redis.del(keys.gate))
afterAll(() => redis.disconnect())

const close = async (reason: string) =>
  redis.hset(keys.gate, {
    until: (await redisNow(redis, keys)) + 3_600_000,
    pause: 3_600_000,
    closures: 7,
    reason,
  })

it('lets a closed gate be probed at once, whose next pause is as long as it would have been', async () => {
  await close('http-401: Unauthorized')
  expect(await probeGate(redis, keys)).toBe(true)
  const gate = await readGate(redis, keys)
  expect(gate).toMatchObject({ open: false, reason: 'http-401: Unauthorized' })
  expect(gate.closedUntil?.getTime()).toBeLessThanOrEqual(await redisNow(redis, keys))
  expect(await redis.hget(keys.gate, 'closures')).toBe('7')
})

it('leaves one that is throttled closed, and an open one alone', async () => {
  await close('throttled: Too many connections.')
  expect(await probeGate(redis, keys)).toBe(false)
  expect((await readGate(redis, keys)).closedUntil?.getTime()).toBeGreaterThan(await redisNow(redis, keys))
  await redis.del(keys.gate)
  expect(await probeGate(redis, keys)).toBe(false)
  expect(await redis.exists(keys.gate)).toBe(0)
})
