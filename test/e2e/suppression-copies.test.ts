import {
  addSuppressions,
  ensureCopy,
  liftAll,
  liftSuppressions,
  openListOfAll,
  openSuppressionLists,
  suppressedAmong,
} from '@disparo/core/internal/contacts'
import { openPersons } from '@disparo/core/internal/persons'
import { accountKeys, openRedis } from '@disparo/core/internal/redis'
import { noSeal } from '@disparo/core/internal/seal'
import { recordServed } from '@disparo/core/internal/served'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RedisCluster, startRedisCluster } from '../stack/redis-cluster.js'
import { namesOnEach } from './cluster.test.support.js'

let cluster: RedisCluster
let redis: ReturnType<typeof openRedis>
let names: readonly string[] = []
beforeAll(async () => {
  cluster = await startRedisCluster()
  redis = openRedis(cluster.url, 'worker')
  names = await namesOnEach(cluster)
  await recordServed(redis, 'worker', names)
}, 60_000)
afterAll(async () => {
  redis.disconnect()
  await cluster.stop()
})

const to = '5511987554321'
const source = { reason: 'opt-out' } as const
const all = () => openListOfAll(redis, undefined)
/** Why nothing that is marketing would go to a person, for an account. */
const reasonFor = async (account: string, phone = to) => {
  const keys = accountKeys(account)
  const persons = openPersons({ redis, keys, retentionMs: 1 })
  const lists = openSuppressionLists({ redis, keys, seal: noSeal, persons, dataKeys: undefined })
  return (await suppressedAmong(lists, [{ to: phone, kind: 'marketing' }]))[0]
}

it('who is suppressed for all accounts is so on every master from the answer on, and free on all again', async () => {
  const list = all()
  await addSuppressions(list, [{ recipient: to }], { source, covers: 'marketing' })
  expect(await Promise.all(names.map((name) => reasonFor(name)))).toEqual(names.map(() => 'opt-out'))
  await liftSuppressions(list, to)
  expect(await Promise.all(names.map((name) => reasonFor(name)))).toEqual(names.map(() => undefined))
})

it('an account that comes later has all of it before it begins, an import and what was lifted too', async () => {
  const list = all()
  const people = Array.from({ length: 500 }, (_, n) => ({
    recipient: `55119876${String(n).padStart(5, '0')}`,
  }))
  await addSuppressions(list, people, { source: { ...source, import: 'i1' }, covers: 'everything' })
  await addSuppressions(list, [{ recipient: to }], { source, covers: 'marketing' })
  expect(await reasonFor('later')).toBeUndefined()
  await ensureCopy(list, 'later')
  const phones = [to, '5511987600000', '5511987600499']
  expect(await Promise.all(phones.map((phone) => reasonFor('later', phone)))).toEqual(
    phones.map(() => 'opt-out'),
  )
  await liftAll(list, { of: (each) => each.import === 'i1' })
  expect(await Promise.all(phones.map((phone) => reasonFor('later', phone)))).toEqual([
    'opt-out',
    undefined,
    undefined,
  ])
})

it('a copy that a change has not reached, for its writer died, is made anew with the next change', async () => {
  const list = all()
  const [first = ''] = names
  await redis.incr(list.keys.suppressionVersion)
  await redis.del(...(await keysOf(first)))
  await addSuppressions(list, [{ recipient: '5511987554399' }], { source, covers: 'marketing' })
  expect(await reasonFor(first, '5511987554399')).toBe('opt-out')
  expect(await reasonFor(first)).toBe('opt-out')
})

async function keysOf(account: string): Promise<[string, ...string[]]> {
  const { suppressed } = accountKeys(account)
  const mark = (await all().persons.marks()).of(to)
  return [`${suppressed}all:${mark.slice(0, 2)}${mark.charCodeAt(2) % 4}`]
}
