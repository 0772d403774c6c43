import { afterAll, afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { Component } from './index.js'
import { connect, type Disparo } from './index.js'
import { recordHeartbeat } from './queue/index.js'
import { accountKeys, openRedis } from './redis/index.js'

const name = 'connect-xml-test'
const url = inject('redisUrl')
const keys = accountKeys(name)
const redis = openRedis(url, 'worker')
const message = { to: '11 98765-4321', namespace: 'ns', elementName: 'boas_vindas' }
const body: Component = { type: 'body', parameters: [{ type: 'text', text: 'Ana' }] }
const header: Component = { type: 'header', parameters: [{ type: 'text', text: 'Oi' }] }
const otp: Component = { type: 'otp', parameters: [{ type: 'text', text: '123456' }] }

let disparo: Disparo
beforeEach(async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
  disparo = connect({ redis: url, account: { name, transport: 'xml' } })
})
afterEach(() => disparo.close())
afterAll(() => redis.disconnect())

describe('an account that goes by XML', () => {
  it('takes what XML can carry', async () => {
    expect(await disparo.send({ ...message, components: [body] })).toMatchObject({ created: true })
  })

  it('refuses at enqueueing what it cannot, by field, and enqueues nothing', async () => {
    const refused = disparo.send({ ...message, to: '+1 415 555 2671', components: [header, body, otp] })
    await expect(refused).rejects.toMatchObject({
      code: 'INVALID_MESSAGE',
      problems: [{ path: 'to' }, { path: 'components[0].type' }, { path: 'components[2].type' }],
    })
    expect(await redis.keys(`${keys.prefix}:*`)).toEqual([])
  })

  it('names bad rows and goes on with good ones', async () => {
    const rows = [message, { ...message, components: [otp] }, { ...message, components: [body] }]
    const problems = [{ row: 2, path: 'components[0].type' }]
    expect(await disparo.check(rows)).toMatchObject({ rows: 3, rejected: 1, problems })
    expect(await disparo.sendMany(rows)).toMatchObject({ enqueued: 2, rejected: 1, problems })
  })

  it('estimates by requests, not by messages', async () => {
    await recordHeartbeat(redis, keys)
    await disparo.sendMany(
      Array.from({ length: 4_900 }, () => message),
      { rowsBy: 'place' },
    )
    const ms = Number((await disparo.estimate('bulk')).sendAt) - Date.now()
    expect(ms).toBeLessThan(10_000)
  })
})
