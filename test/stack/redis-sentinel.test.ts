import { openRedis } from '@disparo/core/internal/redis'
import { expect, it, onTestFinished } from 'vitest'
import { startSentinelRedis } from './redis-sentinel.js'

it('Sentinels lead to the master, which has replicas', async () => {
  const { url, replicas, stop } = await startSentinelRedis()
  onTestFinished(stop)
  const redis = openRedis(url, 'worker')
  onTestFinished(() => redis.disconnect())
  await redis.set('key', 'value')
  expect(await redis.wait(replicas.length, 5_000)).toBe(replicas.length)
})
