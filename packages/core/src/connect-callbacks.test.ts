import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { recordConfigured } from './callback/index.js'
import { connect } from './connect.js'
import { begin } from './ledger/index.js'
import { accountKeys, openRedis } from './redis/index.js'

const name = 'connect-callbacks-test'
const keys = accountKeys(name)
const url = inject('redisUrl')
const redis = openRedis(url, 'worker')
const callback = { url: 'https://loja.example/disparo', secret: { env: 'UNUSED' } }
const told = connect({ redis: url, account: { name, callback } })
const untold = connect({ redis: url, account: name })
const to = '5511900000001'

beforeEach(async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
})
afterAll(async () => {
  await Promise.all([told.close(), untold.close()])
  redis.disconnect()
})

/** A message in doubt. */
async function doubted(id: string): Promise<string> {
  const ledgerOptions = { retentionMs: 86_400_000, outbox: false }
  const once = {
    ...({
      id,
      token: id,
      maxAttempts: 3,
      ledgerOptions,
      policy: 'verify',
      lane: 'bulk',
      attemptMs: 0,
    } as const),
    message: { to, namespace: 'ns', elementName: 'aviso' },
    limit: { max: 100, windowMs: 60_000, safetyMarginMs: 0, reserve: 0 },
    enqueuedAt: Date.now(),
  }
  await begin(redis, keys, once)
  await begin(redis, keys, { ...once, token: 'another' })
  return id
}
const written = async () => {
  const entries = await redis.xrange(keys.events, '-', '+')
  return entries.map(([, fields]) => fields[3])
}

it('is told whether there is a callback, by what workers have noted', async () => {
  expect(await told.callbacks()).not.toHaveProperty('configured')
  await recordConfigured(redis, keys, false)
  expect(await told.callbacks()).toMatchObject({ configured: false, enabled: true })
})

describe('what the library changes is told to the callback', () => {
  it.each([
    ['which it was not told of', untold, true, ['accepted']],
    ['which it was told of', told, true, ['accepted']],
    ['but not to one that workers know of no more', told, false, []],
  ])('%s', async (_, disparo, isConfigured, statuses) => {
    const { id } = await disparo.send({ to, namespace: 'ns', elementName: 'aviso' }, { lane: 'bulk' })
    await doubted(id)
    await redis.del(keys.events)
    await recordConfigured(redis, keys, isConfigured)
    await disparo.resolve(id, { as: 'accepted', by: 'test' })
    expect(await written()).toEqual(statuses)
  })

  it('also by forgetting', async () => {
    await recordConfigured(redis, keys, true)
    const waits = await untold.send({ to, namespace: 'ns', elementName: 'aviso' }, { lane: 'bulk' })
    await untold.forget(to)
    expect(await written()).toEqual(['cancelled'])
    expect(await untold.status(waits.id)).toMatchObject({ status: 'cancelled' })
  })

  it('by what it was told, until a worker has been there', async () => {
    const { id } = await told.send({ to, namespace: 'ns', elementName: 'aviso' }, { lane: 'bulk' })
    await doubted(id)
    await redis.del(keys.events)
    await told.resolve(id, { as: 'accepted', by: 'test' })
    expect(await written()).toEqual(['accepted'])
  })
})
