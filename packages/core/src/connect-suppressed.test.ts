import { afterAll, afterEach, beforeEach, expect, inject, test } from 'vitest'
import { addSuppressions } from './contacts/index.js'
import type { MessageInput } from './index.js'
import { connect, type Disparo } from './index.js'
import { openPersons } from './persons/index.js'
import { accountKeys, openRedis } from './redis/index.js'
import { noSeal } from './seal/index.js'

const name = `suppressed-${process.pid}`
const redis = openRedis(inject('redisUrl'), 'worker')
const keys = accountKeys(name)
let disparo: Disparo

beforeEach(() => {
  disparo = connect({ redis: inject('redisUrl'), account: name })
})
afterEach(async () => {
  await disparo.close()
  const known = await redis.keys(`${keys.prefix}*`)
  if (known.length > 0) await redis.del(...known)
})
afterAll(() => redis.disconnect())

const to = '5511987654321'
const suppress = (covers: 'marketing' | 'everything' = 'marketing') =>
  addSuppressions(
    { scope: 'account', redis, keys, seal: noSeal, persons: openPersons({ redis, keys, retentionMs: 1 }) },
    [{ recipient: to }],
    {
      ...{ source: { reason: 'opt-out' }, covers },
    },
  )
const row = (more: object = {}) => ({
  ...{ to, namespace: 'ns', elementName: 'oferta' },
  ...more,
})
const others = [1, 2, 3].map((n) => row({ to: `551198765000${n}` }))
const code = row({ components: [{ type: 'otp', parameters: [{ type: 'text', text: '1234' }] }] })

test('a receipt says for which reason a message would not be sent, and enqueues it all the same', async () => {
  await suppress()
  const receipt = await disparo.send(row({ category: 'MARKETING' }), { key: 'one' })
  expect(receipt).toMatchObject({ created: true, suppressed: 'suppressed-opt-out' })
  expect((await disparo.status(receipt.id))?.status).toBe('enqueued')
  expect(await disparo.send(row({ category: 'MARKETING' }), { key: 'one' })).not.toHaveProperty('suppressed')
  for (const free of [code, row({ category: 'UTILITY' }), others[0]]) {
    expect(await disparo.send(free as MessageInput)).not.toHaveProperty('suppressed')
  }
  await suppress('everything')
  expect(await disparo.send(code)).toHaveProperty('suppressed', 'suppressed-opt-out')
})

test('a batch counts them, a check as enqueueing does, and what it has already not again', async () => {
  await suppress()
  const rows = [...others, row(), row({ to: '551187654321', externalLabel: 'again' }), row({ to: 'x' })]
  const expected = { rows: 6, enqueued: 5, rejected: 1, suppressed: 2 }
  const check = await disparo.check(rows, { key: 'k' })
  expect(check).toMatchObject(expected)
  expect(check.problems).toHaveLength(1)
  const receipt = await disparo.sendMany(rows, { key: 'k' })
  expect(receipt).toMatchObject(expected)
  expect(receipt.problems).toHaveLength(1)
  expect(await disparo.sendMany(rows, { key: 'k' })).toMatchObject({ unchanged: 5, suppressed: 0 })
  expect(await disparo.check(rows, { key: 'k', details: false })).toMatchObject({
    unchanged: 5,
    suppressed: 0,
  })
  expect(await disparo.sendMany([row()], { lane: 'urgent' })).toMatchObject({ enqueued: 1, suppressed: 0 })
})

test('a test to oneself says so, too', async () => {
  await suppress('everything')
  const { tests } = await disparo.sendTest(others, { to, first: 1 })
  expect(tests).toEqual([{ row: 1, id: expect.any(String), suppressed: 'suppressed-opt-out' }])
})
