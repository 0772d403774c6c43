import { afterAll, expect, inject, test } from 'vitest'
import { accountKeys, openRedis } from '../../redis/index.js'
import { readSentByMinute } from './sent-by-minute.js'

const keys = accountKeys('sent-by-minute-test')
const redis = openRedis(inject('redisUrl'), 'worker')
afterAll(async () => {
  await redis.del(keys.dispatched(500_000), keys.dispatched(500_001))
  redis.disconnect()
})

/** As the ledger writes it: the second, and an id. */
const record = (second: number) => {
  const bytes = Buffer.alloc(24, 7)
  bytes.writeUInt32BE(second)
  return bytes
}

test('what went out is counted by the minute, across the hours, where nothing was too', async () => {
  const hour = 500_001 * 3_600
  const seconds = { before: [-61, -60, -59, -1, -1], after: [0, 0, 59, 60, 179] }
  await redis.set(keys.dispatched(500_000), Buffer.concat(seconds.before.map((each) => record(hour + each))))
  await redis.set(keys.dispatched(500_001), Buffer.concat(seconds.after.map((each) => record(hour + each))))
  const found = await readSentByMinute(redis, keys, { now: (hour + 179) * 1_000, minutes: 6 })
  expect(found.map(({ messages }) => messages)).toEqual([0, 1, 4, 3, 1, 1])
  expect(found.map(({ at }) => (at / 1_000 - hour) / 60)).toEqual([-3, -2, -1, 0, 1, 2])
})
