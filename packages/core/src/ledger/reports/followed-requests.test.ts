import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { accountKeys, openRedis, redisNow } from '../../redis/index.js'
import {
  postponeRequest,
  readDueRequests,
  readRequestMessages,
  recordRequest,
  removeRequest,
} from '../index.js'

const keys = accountKeys('requests-test')
const redis = openRedis(inject('redisUrl'), 'worker')
const dayMs = 86_400_000
const remember = (code: string, ids: readonly string[], firstLookMs = 0) =>
  recordRequest(redis, keys, { code, ids, firstLookMs, maxAgeMs: 3 * dayMs })
const later = Date.now() + dayMs
const due = (now: number, limit = 8) => readDueRequests(redis, keys, { now, limit })

beforeEach(async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
})
afterAll(() => redis.disconnect())

describe('a request of many messages', () => {
  it('remembers them in the order of its contacts, whatever form their ids have', async () => {
    const batch = randomUUID()
    const ids = [`${batch}-2`, randomUUID(), 'a name', `${batch}-1`]
    const before = await redisNow(redis, keys)
    await remember('c1', ids)
    expect(await readRequestMessages(redis, keys, 'c1')).toEqual(ids)
    const [request] = await due(later)
    expect(request?.code).toBe('c1')
    expect(request?.sentAt).toBeGreaterThanOrEqual(before)
    expect(await redis.pttl(keys.request('c1'))).toBeGreaterThan(3 * dayMs)
  })

  it('is due when its first look is, and again when it was put off to, the most overdue first', async () => {
    expect(await due(later)).toEqual([])
    await remember('c1', ['a'], 3_600_000)
    await remember('c2', ['b'], 60_000)
    expect(await due(Date.now())).toEqual([])
    expect(await due(later)).toMatchObject([{ code: 'c2' }, { code: 'c1' }])
    expect(await due(later, 1)).toMatchObject([{ code: 'c2' }])
    await postponeRequest(redis, keys, { code: 'c2', dueAt: later + 1 })
    expect(await due(later, 1)).toMatchObject([{ code: 'c1' }])
  })

  it('leaves nothing behind when it is forgotten, and is not brought back by being put off', async () => {
    await remember('c1', ['a'])
    await removeRequest(redis, keys, 'c1')
    await postponeRequest(redis, keys, { code: 'c1', dueAt: 0 })
    expect(await redis.keys(`${keys.prefix}:*`)).toEqual([])
  })

  it('keeps the messages of both where a code comes twice', async () => {
    await remember('c1', ['a', 'b'])
    await remember('c1', ['c'])
    expect(await readRequestMessages(redis, keys, 'c1')).toEqual(['a', 'b', 'c'])
  })
})
