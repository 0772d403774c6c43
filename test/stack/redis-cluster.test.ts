import { openRedis, scanKeys } from '@disparo/core/internal/redis'
import { Redis } from 'ioredis'
import { expect, it, onTestFinished } from 'vitest'
import { startRedisCluster } from './redis-cluster.js'

it('a Redis Cluster has keys on every master, says on which, and finds them all', async () => {
  const cluster = await startRedisCluster()
  onTestFinished(() => cluster.stop())
  const redis = openRedis(cluster.url, 'worker')
  onTestFinished(() => redis.disconnect())
  const keys = Array.from({ length: 30 }, (_, n) => `key-${n}`)
  const masters = new Set<number>()
  for (const key of keys) {
    await redis.set(key, 'value')
    const { master } = await cluster.shardOf(key)
    masters.add(master.pid)
    const direct = new Redis(master.url)
    expect(await direct.get(key).finally(() => direct.disconnect())).toBe('value')
  }
  expect(masters.size).toBe(3)
  const found: string[] = []
  for await (const step of scanKeys(redis, 'key-*')) found.push(...step.keys)
  expect(found.toSorted()).toEqual(keys.toSorted())
})
