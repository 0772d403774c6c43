import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest'
import { startTestRedis } from './start-test-redis.js'

/** Of a registry that nobody runs. */
const NOWHERE = '127.0.0.1:1/redis:8-alpine'

let said: string[]
const say = (line: string) => void said.push(line)
beforeEach(() => {
  said = []
})
afterEach(() => void vi.unstubAllEnvs())

it('takes the Redis of REDIS_URL before all others, without a word', async () => {
  vi.stubEnv('REDIS_URL', inject('redisUrl'))
  vi.stubEnv('TEST_REDIS', 'container')
  const redis = await startTestRedis({ say })
  expect(redis.url).toBe(inject('redisUrl'))
  expect(said).toEqual([])
})

describe('without REDIS_URL', () => {
  beforeEach(() => void vi.stubEnv('REDIS_URL', ''))

  it('takes a container or a local one, and says which and why', async () => {
    vi.stubEnv('TEST_REDIS', '')
    const redis = await startTestRedis({ say })
    const client = new Redis(redis.url)
    expect(await client.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction'])
    client.disconnect()
    await redis.stop()
    const [last] = said.slice(-1)
    if (redis.pid === undefined) expect(last).toBe('The tests use a Redis in a container')
    else expect(last).toMatch(/^The tests use a local Redis\. .+: .+/)
  })

  it('takes a local one where the image cannot be had', async () => {
    vi.stubEnv('TEST_REDIS', '')
    const redis = await startTestRedis({ say, image: NOWHERE })
    expect(redis.pid).toBeGreaterThan(0)
    expect(said.at(-1)).toMatch(/^The tests use a local Redis\. .+: .+/)
    await redis.stop()
  })

  it('does not ask Docker when it is told to take a local one', async () => {
    vi.stubEnv('TEST_REDIS', 'local')
    const redis = await startTestRedis({ say })
    expect(redis.pid).toBeGreaterThan(0)
    expect(said).toEqual([])
    await redis.stop()
  })

  it('fails when it is told to take a container and there is none', async () => {
    vi.stubEnv('TEST_REDIS', 'container')
    const starting = startTestRedis({ say, image: NOWHERE })
    await expect(starting).rejects.toMatchObject({ code: 'NO_CONTAINER' })
  })
})
