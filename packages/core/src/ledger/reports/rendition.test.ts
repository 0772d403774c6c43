import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, expect, inject, test } from 'vitest'
import { emptyRendition, type Rendition } from '../../message/index.js'
import { accountKeys, openRedis } from '../../redis/index.js'
import { readRendition, readSenders, writeRendition } from './rendition.js'
import { readReportState } from './report-state.js'

const redis = openRedis(inject('redisUrl'), 'worker')
const keys = accountKeys(`rendition-${randomUUID().slice(0, 8)}`)
beforeEach(() => redis.del(keys.reportState))
afterAll(async () => {
  await redis.del(keys.reportState)
  redis.disconnect()
})

const learnt: Rendition = {
  ...emptyRendition,
  namespaces: [{ sent: '__proto__', form: 'cd551e83', latest: ['cd551e83'] }],
  senders: [
    { number: '5511955554444', pairs: 20, at: 1 },
    { number: '5511966667777', pairs: 19, at: 2 },
  ],
}

test('what was learnt is read as it was written, and nothing where there is none', async () => {
  expect(await readRendition(redis, keys)).toEqual(emptyRendition)
  await writeRendition(redis, keys, learnt)
  expect(await readRendition(redis, keys)).toEqual(learnt)
})

test.each(['', '{', '[]', '{"namespaces":7}', 'null'])(
  'what cannot be read is learnt anew: %s',
  async (text) => {
    await redis.hset(keys.reportState, 'rendition', text)
    expect(await readRendition(redis, keys)).toEqual(emptyRendition)
    expect(await readSenders(redis, keys)).toEqual([])
    expect(await readReportState(redis, keys, { max: 1, windowMs: 1 })).not.toHaveProperty('rendition')
  },
)

test('the numbers of an account are the latest, and those that enough pairs showed', async () => {
  await redis.hset(keys.reportState, 'sender', '1155554444')
  expect(await readSenders(redis, keys)).toEqual(['1155554444'])
  await writeRendition(redis, keys, learnt)
  expect(await readSenders(redis, keys)).toEqual(['5511955554444'])
  await redis.hset(keys.reportState, 'sender', '5511966667777')
  expect(await readSenders(redis, keys)).toEqual(['5511955554444', '5511966667777'])
})
