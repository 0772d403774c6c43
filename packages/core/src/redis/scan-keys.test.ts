import { randomUUID } from 'node:crypto'
import { expect, inject, it, onTestFinished } from 'vitest'
import { openRedis } from './connection.js'
import { scanKeys } from './scan-keys.js'

it('all keys of a pattern are found, or as many are looked at as one may', async () => {
  const redis = openRedis(inject('redisUrl'), 'worker')
  const prefix = `scan-${randomUUID()}:`
  const keys = Array.from({ length: 4_000 }, (_, n) => `${prefix}${n}`)
  onTestFinished(() => redis.unlink(...keys).then(() => redis.disconnect()))
  await redis.mset(...keys.flatMap((key) => [key, '']))

  const found = new Set<string>()
  for await (const step of scanKeys(redis, `${prefix}*`)) for (const key of step.keys) found.add(key)
  expect([...found].sort()).toEqual(keys.sort())

  let steps = 0
  for await (const { scanned: looked } of scanKeys(redis, `${prefix}*`, 2_000)) {
    steps += 1
    expect(looked).toBeLessThanOrEqual(2_000)
  }
  expect(steps).toBe(2)
})
