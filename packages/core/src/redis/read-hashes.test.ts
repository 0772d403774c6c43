import { afterAll, expect, inject, test } from 'vitest'
import { openRedis } from './connection.js'
import { readHashes } from './read-hashes.js'

const redis = openRedis(inject('redisUrl'), 'worker')
const prefix = 'disparo:{read-hashes-test}'
const keys = Array.from({ length: 250 }, (_, n) => `${prefix}:${n}`)
afterAll(async () => {
  await redis.del(...keys)
  redis.disconnect()
})

test('hashes are read as HGETALL reads them, in their order; one that is not there is empty', async () => {
  const odd = { a: 'olá "x"\\ \u0001\u007f', '': '{"b":1}', c: '', d: '\u{1f600}/' }
  for (const [n, key] of keys.entries()) if (n % 3 > 0) await redis.hset(key, { ...odd, n })
  const expected = await Promise.all(keys.map((key) => redis.hgetall(key)))
  expect(await readHashes(redis, keys)).toEqual(expected)
  expect(await readHashes(redis, [])).toEqual([])
})

test('what is no hash is an error', async () => {
  await redis.del(keys[0] ?? '')
  await redis.set(keys[0] ?? '', 'a text')
  await expect(readHashes(redis, keys)).rejects.toThrow('WRONGTYPE')
})
