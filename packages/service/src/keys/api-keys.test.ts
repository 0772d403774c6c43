import { apiKeysKey, openRedis } from '@disparo/core/internal/redis'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { mostKeys, openApiKeys } from './api-keys.js'
import { newKey } from './key-text.js'

/** A database of their own: there is one hash of keys. */
const redis = openRedis(`${inject('redisUrl')}/6`, 'producer')
const clock = { now: 1_800_000_000_000 }
const keys = openApiKeys(redis, () => clock.now)
beforeAll(() => vi.waitFor(() => redis.del(apiKeysKey)))
afterAll(async () => {
  await redis.del(apiKeysKey)
  redis.disconnect()
})

const terms = { name: 'loja', roles: ['send'], accounts: ['a'], createdBy: 'ana' } as const
const minute = 60_000

test('a key is known by its text alone, to any producer, until it is revoked', async () => {
  const { text, ...key } = await keys.create(terms)
  const other = openApiKeys(redis, () => clock.now)
  expect(await other.find(text)).toEqual(key)
  expect(await other.find(newKey().text)).toBeUndefined()
  expect(await keys.revoke(key.id)).toBe(true)
  expect(await other.find(text)).toBeUndefined()
  expect(await keys.revoke(key.id)).toBe(false)
})

test('Redis has nothing that lets anybody in', async () => {
  const { id, text } = await keys.create(terms)
  const kept = JSON.stringify(await redis.hgetall(apiKeysKey))
  expect(kept).toContain(id)
  expect(kept).not.toContain(text)
  expect(kept).not.toContain(text.slice(18, 40))
  await keys.revoke(id)
})

test('the id of a key with another secret is none, and neither is a field of Redis', async () => {
  const one = await keys.create(terms)
  const { text } = newKey()
  await redis.hset(apiKeysKey, `k:${text.slice(8, 18)}`, (await redis.hget(apiKeysKey, `k:${one.id}`)) ?? '')
  expect(await keys.find(text)).toBeUndefined()
  await redis.hdel(apiKeysKey, `k:${text.slice(8, 18)}`)
  await keys.revoke(one.id)
})

test('a key ends when it was said to, and makes room a month later', async () => {
  const ends = clock.now + minute
  const { id, text } = await keys.create({ ...terms, expiresAt: ends })
  clock.now = ends - 1
  expect(await keys.find(text)).toMatchObject({ id })
  clock.now = ends
  expect(await keys.find(text)).toBeUndefined()
  expect((await keys.list()).map((key) => key.id)).toContain(id)
  clock.now += 31 * 24 * 60 * minute + 1
  const next = await keys.create(terms)
  expect((await keys.list()).map((key) => key.id)).toEqual([next.id])
  await keys.revoke(next.id)
})

test('its last use is noted once a minute, and never brings back one that was revoked', async () => {
  const { id, text } = await keys.create(terms)
  expect(await keys.get(id)).not.toHaveProperty('lastUsedAt')
  const first = clock.now
  await keys.find(text)
  await vi.waitFor(async () => expect(await keys.get(id)).toMatchObject({ lastUsedAt: first }))
  clock.now += minute - 1
  await keys.find(text)
  expect(await keys.get(id)).toMatchObject({ lastUsedAt: first })
  clock.now += 1
  const found = keys.find(text)
  const revoked = keys.revoke(id)
  await Promise.all([found, revoked])
  // What was asked after the note has its answer after it.
  expect(await redis.hlen(apiKeysKey)).toBe(0)
})

test('there are so many keys at most, and one that is revoked makes room', async () => {
  const { id } = await keys.create(terms)
  const filled = Array.from({ length: mostKeys - 1 }, (_, number) => {
    const kept = { ...terms, id: `filler-${number}`, createdAt: 1, hash: '-' }
    return [`k:filler-${number}`, JSON.stringify(kept), `u:filler-${number}`, '']
  })
  await redis.hset(apiKeysKey, ...filled.flat())
  await expect(keys.create(terms)).rejects.toMatchObject({ code: 'TOO_MANY_KEYS' })
  await keys.revoke(id)
  expect((await keys.create(terms)).id).not.toBe(id)
  await redis.del(apiKeysKey)
})

test('without Redis nobody is let in, and nothing waits for long', async () => {
  const away = openRedis('redis://127.0.0.1:1', 'producer')
  await expect(openApiKeys(away).find(newKey().text)).rejects.toThrow('Redis')
  away.disconnect()
})
