import { Redis } from 'ioredis'
import { afterEach, expect, inject, it, vi } from 'vitest'
import { startOwnRedis, startRedis } from './start-redis.js'

afterEach(() => void vi.unstubAllEnvs())

it('takes the Redis of REDIS_URL, and leaves it running with what is in it', async () => {
  vi.stubEnv('REDIS_URL', inject('redisUrl'))
  const redis = await startRedis()
  expect(redis).toMatchObject({ url: inject('redisUrl') })
  expect(redis.pid).toBeUndefined()
  const client = new Redis(redis.url)
  await client.set('start-redis:kept', 'yes')
  await redis.stop()
  expect(await client.getdel('start-redis:kept')).toBe('yes')
  client.disconnect()
})

it('starts a private one when REDIS_URL is empty', async () => {
  vi.stubEnv('REDIS_URL', '')
  const redis = await startRedis({ persistent: false })
  expect(redis.pid).toBeGreaterThan(0)
  await redis.stop()
})

it('names the ways out when the Redis of REDIS_URL does not let us in', async () => {
  const locked = await startOwnRedis({ persistent: false })
  vi.stubEnv('REDIS_URL', `redis://127.0.0.1:${new URL(locked.url).port}`)
  await expect(startRedis()).rejects.toMatchObject({ code: 'NO_REDIS', cause: { name: 'ReplyError' } })
  await locked.stop()
})
