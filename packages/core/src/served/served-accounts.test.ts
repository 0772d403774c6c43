import { randomUUID } from 'node:crypto'
import { afterAll, expect, inject, test } from 'vitest'
import { accountKeys, openRedis, redisNow, servedAccountsKey } from '../redis/index.js'
import { readServedAccounts, recordServed, servingHeartbeat } from './index.js'

const redis = openRedis(inject('programsRedisUrl'), 'worker')
const name = `served-${randomUUID().slice(0, 8)}`
const read = async () => (await readServedAccounts(redis)).find((account) => account.name === name)
afterAll(async () => {
  await redis.hdel(servedAccountsKey, name)
  redis.disconnect()
})

test('an account is served by whom says so, and by nobody once all have been silent; it stays known', async () => {
  expect(await read()).toBeUndefined()
  await recordServed(redis, 'producer', [name])
  const first = await read()
  expect(first).toMatchObject({ servedBy: ['producer'], lastServed: { producer: expect.any(Date) } })
  expect(first?.lastServed.worker).toBeUndefined()

  await recordServed(redis, 'worker', [name])
  const both = await read()
  expect(both?.servedBy).toEqual(['worker', 'producer'])
  expect(both?.since).toEqual(first?.since)

  const ago = (await redisNow(redis, accountKeys(name))) - servingHeartbeat.ttlMs - 1
  await redis.hset(servedAccountsKey, name, `${ago} ${ago} 0`)
  expect(await read()).toEqual({
    ...{ name, since: new Date(ago), lastServed: { worker: new Date(ago) }, servedBy: [] },
  })
})

test('what of it cannot be read is left out, and written anew by the next who serves', async () => {
  await redis.hset(servedAccountsKey, name, 'of another version')
  expect(await read()).toBeUndefined()
  await recordServed(redis, 'worker', [name])
  expect((await read())?.servedBy).toEqual(['worker'])
})

test('nobody says anything for no account', async () => {
  await recordServed(redis, 'worker', [])
})
