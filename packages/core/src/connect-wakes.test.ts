import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest'
import { connect, type Disparo } from './index.js'
import { accountKeys, openRedis, openWakeListener, type WakeTopic } from './redis/index.js'

const account = 'connect-wakes-test'
const keys = accountKeys(account)
const redis = openRedis(inject('redisUrl'), 'worker')
const wakes = openWakeListener(redis)
const heard: WakeTopic[] = []
let disparo: Disparo

beforeAll(async () => {
  for (const topic of ['batches', 'parked', 'webhook', 'callbacks'] as const)
    wakes.listen(keys, topic, () => void heard.push(topic))
  await new Promise<void>((resolve) => wakes.listen(keys, 'batches', resolve))
})
beforeEach(async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
  disparo = connect({ redis: inject('redisUrl'), account })
  heard.length = 0
  return () => disparo.close()
})
afterAll(() => {
  wakes.close()
  redis.disconnect()
})

const rows = [{ to: '5511987654321', namespace: 'ns', elementName: 'aviso' }]

it('wakes those who sweep when a batch is paused, gets rows, is resumed or cancelled', async () => {
  const { id: batch } = await disparo.sendMany(rows, { key: 'campaign' })
  expect(heard).toEqual([])
  await disparo.pauseBatch(batch)
  await expect.poll(() => heard.length).toBe(1)
  const more = [...rows, { ...rows[0], to: '5511987654322' }]
  await disparo.sendMany(more, { into: batch })
  await expect.poll(() => heard.length).toBeGreaterThan(1)
  heard.length = 0
  await disparo.resumeBatch(batch)
  await expect.poll(() => heard.length).toBe(1)
  await disparo.cancelBatch(batch)
  await expect.poll(() => heard).toEqual(['batches', 'batches'])
})

it('wakes those who tell callbacks when they are enabled again', async () => {
  await disparo.replayCallbacks()
  await expect.poll(() => heard).toEqual(['callbacks'])
})
