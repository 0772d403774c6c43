import { afterAll, beforeEach, expect, inject, it } from 'vitest'
import { openPersons } from '../../persons/index.js'
import { accountKeys, openRedis } from '../../redis/index.js'
import { begin, findNoted, forgetMessage, notePersons, observe, settle } from '../index.js'

const keys = accountKeys('person-keep-test')
const redis = openRedis(inject('redisUrl'), 'worker')
const dayMs = 86_400_000
const retentionMs = 10 * dayMs
const persons = openPersons({ redis, keys, retentionMs })
const ledgerOptions = { retentionMs, outbox: false, persons }
const to = '5511987554321'
const message = { to, namespace: 'ns', elementName: 'aviso' }

beforeEach(async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
  await notePersons(persons, [{ id: 'm1', to, template: message, delayMs: 0 }])
})
afterAll(() => redis.disconnect())

const start = (enqueuedAt: number, token = 'one') =>
  begin(redis, keys, {
    ...{ id: 'm1', token, lane: 'bulk', message, policy: 'verify', ledgerOptions, enqueuedAt },
    ...{ limit: { max: 100, windowMs: 1_000, safetyMarginMs: 0, reserve: 0 }, maxAttempts: 3, attemptMs: 1 },
  })
const end = (status: 'accepted' | 'unknown') =>
  settle(redis, keys, {
    ...{ id: 'm1', token: 'one', lane: 'bulk', maxAttempts: 3, ledgerOptions },
    outage: { closeAfter: 9, firstPauseMs: 1, longestPauseMs: 1 },
    settlement: { status, countAttempt: 'always', exhausted: 'failed', gate: { kind: 'none' } },
  })
/** For how many days the message is found. */
const daysFound = async () => {
  const lists = await redis.keys(`${keys.prefix}:person:*`)
  return Math.max(...(await Promise.all(lists.map((key) => redis.pttl(key))))) / dayMs
}
const records = async () => {
  const lists = await redis.keys(`${keys.prefix}:person:*`)
  return (await Promise.all(lists.map((key) => redis.llen(key)))).reduce((sum, each) => sum + each, 0)
}
const found = async () =>
  [...(await findNoted({ redis, keys }, (await persons.marks()).all(to))).values()].flat()

it('a message that goes out in time is noted once', async () => {
  await start(Date.now() - dayMs)
  await end('accepted')
  await observe(redis, keys, { ledgerOptions, observations: [{ id: 'm1', readAt: Date.now() }] })
  expect(await records()).toBe(1)
  expect(await daysFound()).toBeGreaterThan(16)
})

it('one that waited for longer than it was noted for is noted once more, and found as long as its entry is there', async () => {
  await redis.del(...(await redis.keys(`${keys.prefix}:person*`)).filter((key) => key !== keys.persons))
  await start(Date.now() - 60 * dayMs)
  await end('accepted')
  await observe(redis, keys, { ledgerOptions, observations: [{ id: 'm1', sentAt: 1, receivedAt: 2 }] })
  await observe(redis, keys, { ledgerOptions, observations: [{ id: 'm1', readAt: 3 }] })
  expect(await found()).toEqual(['m1'])
  expect(await records()).toBe(1)
  expect(await daysFound()).toBeGreaterThan(10)
})

it('one in doubt is found as long as that may last, however often its job asks', async () => {
  await start(Date.now())
  await end('unknown')
  for (const token of ['two', 'three', 'four']) await start(Date.now(), token)
  expect(new Set(await found())).toEqual(new Set(['m1']))
  expect(await records()).toBe(2)
  expect(await daysFound()).toBeGreaterThan(32)
})

it('one whose person is forgotten once its attempt is over leaves nothing in the index', async () => {
  await start(Date.now() - 60 * dayMs)
  await forgetMessage(redis, keys, { ledgerOptions, id: 'm1' })
  expect(await found()).toEqual(['m1'])
  await end('accepted')
  expect(await records()).toBe(0)
})
