import { afterAll, beforeEach, expect, inject, onTestFinished, test, vi } from 'vitest'
import { connect, LayoutError } from './index.js'
import { layoutVersion } from './layout/index.js'
import { layoutKey, openRedis } from './redis/index.js'

/** A deployment that is this file's alone. */
const url = `${inject('redisUrl')}/4`
const redis = openRedis(url, 'worker')
const message = { to: '5511900000001', namespace: 'ns', elementName: 'aviso' }
beforeEach(async () => {
  await redis.flushdb()
})
afterAll(() => redis.disconnect())

function open() {
  const disparo = connect({ redis: url, account: 'loja' })
  onTestFinished(() => disparo.close())
  return disparo
}

test('the first call notes the layout of a Redis that has none', async () => {
  expect(await open().send(message)).toMatchObject({ created: true })
  expect(await redis.get(layoutKey)).toBe(String(layoutVersion))
})

test('every call on a newer layout is refused and writes nothing, until it is the right one', async () => {
  await redis.set(layoutKey, '99')
  const disparo = open()
  const calls = [
    () => disparo.send(message),
    () => disparo.sendMany([message]),
    () => disparo.ping(),
    () => disparo.batches(),
  ]
  for (const call of calls) await expect(call()).rejects.toThrow(LayoutError)
  expect(await redis.keys('*')).toEqual([layoutKey])

  await redis.set(layoutKey, layoutVersion)
  await vi.waitFor(() => disparo.send(message), { timeout: 60_000 })
})
