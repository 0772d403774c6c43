import { afterAll, beforeEach, describe, expect, inject, it, onTestFinished } from 'vitest'
import { type ConnectOptions, connect } from './index.js'
import { recordHeartbeat } from './queue/index.js'
import { accountKeys, openRedis, servedAccountsKey } from './redis/index.js'
import { recordServed } from './served/index.js'

/** A list of served accounts that is this file's alone. */
const url = `${inject('redisUrl')}/8`
const redis = openRedis(url, 'worker')
const message = { to: '5511900000001', namespace: 'ns', elementName: 'aviso' }
beforeEach(async () => {
  await redis.flushdb()
})
afterAll(() => redis.disconnect())

function open(account: string, more: Partial<ConnectOptions> = {}) {
  const disparo = connect({ redis: url, account, ...more })
  onTestFinished(() => disparo.close())
  return disparo
}

describe('an account that nobody ever served', () => {
  it('is refused where others are known, by the name that is meant, and nothing is enqueued', async () => {
    await recordServed(redis, 'worker', ['loja', 'banco'])
    const disparo = open('lojja')
    for (const call of [() => disparo.send(message), () => disparo.sendMany([message])]) {
      await expect(call()).rejects.toMatchObject({
        ...{ name: 'UnknownAccountError', code: 'UNKNOWN_ACCOUNT', account: 'lojja', closest: 'loja' },
        message: expect.stringContaining('Is "loja" meant?'),
      })
    }
    expect(await redis.keys('disparo:{lojja}*')).toEqual([])
    await expect(open('farmacia').send(message)).rejects.toMatchObject({ closest: undefined })
  })

  it('is taken where none is known yet, or where that is allowed', async () => {
    expect(await open('lojja').send(message)).toMatchObject({ created: true })
    await recordServed(redis, 'producer', ['loja'])
    expect(await open('lojja', { allowNewAccount: true }).send(message)).toMatchObject({ created: true })
  })

  it('is taken from when somebody serves it', async () => {
    await recordServed(redis, 'producer', ['loja'])
    const disparo = open('nova')
    await expect(disparo.send(message)).rejects.toMatchObject({ code: 'UNKNOWN_ACCOUNT' })
    await recordServed(redis, 'worker', ['nova'])
    expect(await disparo.send(message)).toMatchObject({ created: true })
  })
})

it('an account that was ever served is taken, also by a worker that does not say whom it serves', async () => {
  await recordServed(redis, 'worker', ['loja'])
  await redis.hset(servedAccountsKey, 'gone', '1000 1000 0')
  expect(await open('gone').send(message)).toMatchObject({ created: true })
  await recordHeartbeat(redis, accountKeys('older'))
  expect(await open('older').send(message)).toMatchObject({ created: true })
})
