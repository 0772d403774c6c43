import { once } from 'node:events'
import { LayoutError } from '@disparo/core/internal/layout'
import { layoutKey, openRedis } from '@disparo/core/internal/redis'
import { expect, inject, onTestFinished, test } from 'vitest'
import { requireLayout } from './index.js'

test('a program starts without an answer of Redis, and is told of another layout once there is one', async () => {
  // A deployment that is this file's alone.
  const url = `${inject('redisUrl')}/2`
  const other = openRedis(url, 'worker')
  await other.set(layoutKey, '99')
  const redis = openRedis(url, 'producer')
  onTestFinished(async () => {
    redis.disconnect()
    await other.del(layoutKey)
    other.disconnect()
  })
  await once(redis, 'ready')
  const ended = once(redis, 'end')
  redis.disconnect()
  await ended
  const layout = await requireLayout(redis)
  onTestFinished(layout.close)

  const told = new Promise<LayoutError>((resolve) => layout.follow(resolve))
  await redis.connect()
  expect(await told).toMatchObject({ obstacle: 'newer', found: 99 })
  await expect(requireLayout(redis)).rejects.toThrow(LayoutError)
})
