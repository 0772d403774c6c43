import { afterAll, beforeEach, expect, inject, test } from 'vitest'
import { connect } from './connect.js'
import { accountKeys, openRedis } from './redis/index.js'

const name = 'pace-test'
const keys = accountKeys(name)
const redis = openRedis(inject('redisUrl'), 'worker')
const disparo = connect({ redis: inject('redisUrl'), account: name })
const row = (n: number) => ({ to: String(5_511_900_000_000 + n), namespace: 'ns', elementName: 'aviso' })

const clear = async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
}
beforeEach(clear)
afterAll(async () => {
  await clear()
  await disparo.close()
  redis.disconnect()
})

test('a new batch takes a pace, one that is known keeps its own, and it can be changed and lifted', async () => {
  const key = { key: 'campaign' }
  const { id } = await disparo.sendMany([row(1)], { ...key, maxPerMinute: 60 })
  expect(await disparo.batch(id)).toMatchObject({ maxPerMinute: 60 })
  await disparo.sendMany([row(1), row(2)], { ...key, maxPerMinute: 90 })
  expect(await disparo.batch(id)).toMatchObject({ maxPerMinute: 60, total: 2 })
  expect(await disparo.changeBatchPace(id, 30)).toMatchObject({ maxPerMinute: 30 })
  expect(await redis.zscore(keys.batchPhaseChanges, id)).not.toBeNull()
  const lifted = await disparo.changeBatchPace(id, null)
  expect(lifted).toMatchObject({ id })
  expect(lifted).not.toHaveProperty('maxPerMinute')
  expect((await redis.hkeys(keys.batch(id))).filter((field) => field.startsWith('pace'))).toEqual([])
})

test('a pace that stays what it was has nobody ask anew', async () => {
  const { id } = await disparo.sendMany([row(1)], { maxPerMinute: 60 })
  await redis.hset(keys.batch(id), 'paceNext', 1)
  await disparo.changeBatchPace(id, 60)
  expect(await redis.hget(keys.batch(id), 'paceNext')).toBe('1')
  expect(await redis.zscore(keys.batchPhaseChanges, id)).toBeNull()
})

test.each([0, -1, 1.5, 1_000_001, '60'])('a pace of %s is refused by its field', async (maxPerMinute) => {
  const problems = [{ path: 'maxPerMinute', message: expect.any(String) }]
  const given = { maxPerMinute: maxPerMinute as number }
  await expect(disparo.sendMany([row(1)], given)).rejects.toMatchObject({ problems })
  await expect(disparo.changeBatchPace(row(1).to, maxPerMinute as number)).rejects.toMatchObject({ problems })
})

test('nothing slows urgent messages down', async () => {
  const problems = [{ path: 'maxPerMinute', message: expect.stringContaining('urgent') }]
  const urgent = { lane: 'urgent' } as const
  await expect(disparo.sendMany([row(1)], { ...urgent, maxPerMinute: 60 })).rejects.toMatchObject({
    problems,
  })
  const { id } = await disparo.sendMany([row(1)], urgent)
  await expect(disparo.changeBatchPace(id, 60)).rejects.toMatchObject({ problems })
})

test('a batch that was cancelled has no pace, and one that nobody knows neither', async () => {
  const { id } = await disparo.sendMany([row(1)])
  await disparo.cancelBatch(id)
  await expect(disparo.changeBatchPace(id, 60)).rejects.toMatchObject({ code: 'BATCH_CANCELLED' })
  expect(await disparo.changeBatchPace('0193f7a2-5d3c-7e0b-9a55-3f0a7f6b2c11', 60)).toBeUndefined()
})
