import { connect } from '@disparo/core'
import { openRedis } from '@disparo/core/internal/redis'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { findUnservedLanes } from './unserved-lanes.js'

const url = `${inject('redisUrl')}/7`
const redis = openRedis(url, 'worker')
const message = { to: '5511900000001', namespace: 'ns', elementName: 'aviso' }
beforeAll(async () => {
  await redis.flushdb()
})
afterAll(() => redis.disconnect())

test('lanes are found in which messages wait for an account that nobody serves', async () => {
  for (const [account, lane] of [
    ['loja', 'bulk'],
    ['lojja', 'bulk'],
    ['banc', 'urgent'],
  ] as const) {
    const disparo = connect({ redis: url, account })
    await disparo.send(message, { lane })
    await disparo.send({ ...message, to: '5511900000002' }, { sendAt: new Date(Date.now() + 60_000), lane })
    await disparo.close()
  }
  expect(await findUnservedLanes(redis, ['loja', 'banco'])).toEqual([
    { name: 'banc', waiting: 2, closest: 'banco' },
    { name: 'lojja', waiting: 2, closest: 'loja' },
  ])
})
