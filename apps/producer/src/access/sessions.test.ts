import { randomUUID } from 'node:crypto'
import { openRedis } from '@disparo/core/internal/redis'
import { usersByName } from '@disparo/service/users'
import { afterAll, expect, inject, test } from 'vitest'
import { testUser } from '../test-support/test-user.js'
import { createSessions } from './sessions.js'

const redis = openRedis(inject('redisUrl'), 'producer')
afterAll(() => redis.disconnect())

const hour = 3_600_000
const ana = await testUser({ name: `ana-${randomUUID()}`, password: 'one' })
const changed = await testUser({ name: ana.user.name, password: 'two' })
const start = () => createSessions({ redis, users: usersByName([ana]) }).start(ana.user)

test('any producer knows a session, by its id alone', async () => {
  const { id, endsAt } = await start()
  const other = createSessions({ redis, users: usersByName([ana]) })
  expect(await other.find(id)).toEqual({ user: ana.user, endsAt })
  expect(await other.find(`${id.slice(0, -1)}${id.endsWith('A') ? 'B' : 'A'}`)).toBeUndefined()
  expect(await other.find('*')).toBeUndefined()
})

test('a changed password, a removed user and a day end a session for good', async () => {
  const later = () => Date.now() + 24 * hour
  for (const other of [
    { users: usersByName([changed]) },
    { users: usersByName([]) },
    { users: usersByName([ana]), now: later },
  ]) {
    const { id } = await start()
    expect(await createSessions({ redis, ...other }).find(id)).toBeUndefined()
    expect(await createSessions({ redis, users: usersByName([ana]) }).find(id)).toBeUndefined()
  }
})

test('unused for 8 hours it ends, and each use begins them anew; Redis has neither id nor password', async () => {
  const { id } = await start()
  const keys = await redis.keys('disparo:session:*')
  expect(keys.some((key) => key.includes(id))).toBe(false)
  const values = await Promise.all(keys.map(async (key) => ({ key, value: await redis.get(key) })))
  const mine = values.filter(({ value }) => value?.includes(ana.user.name))
  for (const { key, value } of mine) {
    expect(value).not.toMatch(/scrypt|one/)
    await redis.pexpire(key, 1_000)
  }
  await createSessions({ redis, users: usersByName([ana]) }).find(id)
  const left = await Promise.all(mine.map(({ key }) => redis.pttl(key)))
  expect(Math.max(...left)).toBeGreaterThan(7.9 * hour)
  expect(Math.max(...left)).toBeLessThanOrEqual(8 * hour)
})

test('a session that was ended is over, and ending it again says that there was none', async () => {
  const sessions = createSessions({ redis, users: usersByName([ana]) })
  const { id } = await start()
  expect(await sessions.end(id)).toBe(true)
  expect(await sessions.find(id)).toBeUndefined()
  expect(await sessions.end(id)).toBe(false)
})
