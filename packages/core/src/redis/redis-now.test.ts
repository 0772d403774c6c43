import { expect, inject, it, onTestFinished } from 'vitest'
import { accountKeys } from './account-keys.js'
import { openRedis } from './connection.js'
import { redisNow } from './redis-now.js'

it("an account's clock is that of its Redis, in ms", async () => {
  const redis = openRedis(inject('redisUrl'), 'worker')
  onTestFinished(() => redis.disconnect())
  const time = async () => {
    const [seconds, micros] = await redis.time()
    return Number(seconds) * 1_000 + Number(micros) / 1_000
  }
  const before = await time()
  const now = await redisNow(redis, accountKeys('clock'))
  expect(now).toBeGreaterThan(before - 1)
  expect(now).toBeLessThanOrEqual(await time())
})
