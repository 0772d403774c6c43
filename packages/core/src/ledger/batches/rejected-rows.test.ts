import { afterAll, expect, inject, test } from 'vitest'
import { accountKeys, openRedis } from '../../redis/index.js'
import { readRejectedRows, recordRejectedRows } from './rejected-rows.js'

const redis = openRedis(inject('redisUrl'), 'worker')
const keys = accountKeys(`rejected-rows-${process.pid}`)
const id = 'batch'
afterAll(async () => {
  await redis.del(keys.batchRejected(id))
  redis.disconnect()
})

test('what was wrong with rows is read with its code, and what was kept before there were codes without', async () => {
  await redis.rpush(keys.batchRejected(id), JSON.stringify([1, 2, 'to', 'is missing']))
  const told = { path: 'body1', message: 'is too long', code: 'too-long', limit: 60, column: 3 } as const
  await redis.hset(keys.batch(id), 'lane', 'bulk')
  await recordRejectedRows(redis, keys, { id, rejected: [{ row: 2, ...told }] })
  await redis.del(keys.batch(id))
  expect(await readRejectedRows(redis, keys, { id, after: 0, limit: 9 })).toEqual([
    { row: 1, line: 2, path: 'to', message: 'is missing' },
    { row: 2, ...told },
  ])
})
