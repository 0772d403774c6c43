import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { infoNumber, infoText, memoryOfKeys } from './used-memory.js'

let redis: Redis
beforeAll(() => {
  redis = new Redis(inject('redisUrl'))
})
afterAll(async () => {
  await redis.del('bench:{memory}:large')
  redis.disconnect()
})

describe('memoryOfKeys', () => {
  it('adds up what keys take, and takes a missing one for nothing', async () => {
    await redis.set('bench:{memory}:large', 'x'.repeat(100_000))
    const bytes = await memoryOfKeys(redis, ['bench:{memory}:large', 'bench:{memory}:missing'])
    expect(bytes).toBeGreaterThan(100_000)
    expect(await memoryOfKeys(redis, ['bench:{memory}:missing'])).toBe(0)
  })
})

describe('INFO', () => {
  it('is read by the whole name of a field', async () => {
    const info = await redis.info('memory')
    expect(infoNumber(info, 'used_memory')).toBeGreaterThan(100_000)
    expect(infoText(info, 'used_memory_human')).toMatch(/^[\d.]+[KMG]$/)
    expect(infoText(info, 'used')).toBeUndefined()
  })

  it('says so when a number is not there', () => {
    expect(() => infoNumber('# Memory\r\nmem_allocator:libc\r\n', 'mem_allocator')).toThrow(RangeError)
  })
})
