import { afterAll, describe, expect, inject, it } from 'vitest'
import { connect, type Disparo, InvalidMessageError } from './index.js'
import { accountKeys, openRedis } from './redis/index.js'

const name = 'call-options-test'
const redis = openRedis(inject('redisUrl'), 'worker')
const disparo = connect({ redis: inject('redisUrl'), account: name })
const message = { to: '5511987654321', namespace: 'ns', elementName: 'boas_vindas' }
const id = '0193f7a2-5d3c-7e0b-9a55-3f0a7f6b2c11'

afterAll(async () => {
  await disparo.close()
  const left = await redis.keys(`${accountKeys(name).prefix}:*`)
  if (left.length > 0) await redis.del(...left)
  redis.disconnect()
})

/** As a program without types calls it. */
type Loose = { readonly [Name in keyof Disparo]: (...args: unknown[]) => Promise<unknown> }
const loose = disparo as unknown as Loose

const nobody = async () => expect(await redis.keys(`${accountKeys(name).prefix}:*:*-*`)).toEqual([])

describe('an option that is wrong is named, and nothing is done', () => {
  it.each<[string, (disparo: Loose) => Promise<unknown>, string[]]>([
    ['misspelt', (door) => door.send(message, { sendat: new Date() }), ['sendat']],
    ['a text for a date', (door) => door.send(message, { sendAt: 'tomorrow' }), ['sendAt']],
    ['no date', (door) => door.send(message, { expiresAt: new Date('x') }), ['expiresAt']],
    ['an unknown lane', (door) => door.send(message, { lane: 'fast' }), ['lane']],
    ['a key that is null', (door) => door.send(message, { key: null }), ['key']],
    ['a key that is a number', (door) => door.send(message, { key: 4711 }), ['key']],
    ['no options', (door) => door.send(message, null), ['options']],
    ['beside a bad message', (door) => door.send({ ...message, to: 'x' }, { lane: 1 }), ['to', 'lane']],
    ['of sendMany', (door) => door.sendMany([message], { keys: 'a' }), ['keys']],
    ['of its lane', (door) => door.sendMany([message], { lane: 'Bulk' }), ['lane']],
    ['of its time', (door) => door.sendMany([message], { sendAt: 1_800_000_000_000 }), ['sendAt']],
    ['of its key', (door) => door.sendMany([message], { key: null, source: '' }), ['key', 'source']],
    ['of its unique', (door) => door.sendMany([message], { unique: 'phone' }), ['unique']],
    ['of its listener', (door) => door.sendMany([message], { onProgress: true }), ['onProgress']],
    ['no rows', (door) => door.sendMany(message), ['rows']],
    ['a text for rows', (door) => door.sendMany('to;namespace'), ['rows']],
    ['of mayBegin', (door) => door.mayBegin({ rows: '10' }), ['rows']],
    ['of check', (door) => door.check([message], { lanes: 'bulk' }), ['lanes']],
    ['of a test', (door) => door.sendTest([message], { to: 'x' }), ['to']],
    ['of a test, how many', (door) => door.sendTest([message], { to: message.to, first: 11 }), ['first']],
    [
      'of a test, both',
      (door) => door.sendTest([message], { to: message.to, first: 1, rows: [2] }),
      ['first'],
    ],
    ['of a page', (door) => door.batchMessages(id, { after: '1' }), ['after']],
    ['of a page of rejected rows', (door) => door.batchRejected(id, { limit: 1.5 }), ['limit']],
    ['of dispatched', (door) => door.dispatched({ from: new Date() }), ['to']],
    ['of dispatched, none', (door) => door.dispatched(), ['from', 'to']],
    ['of unknown', (door) => door.unknown({ limit: Number.NaN }), ['limit']],
    ['of a replay', (door) => door.replayCallbacks({ since: 'yesterday' }), ['since']],
    ['of resolve', (door) => door.resolve(id, { as: 'sent', by: '' }), ['as', 'by']],
    ['of forget', (door) => door.forget(message.to, { progress: () => {} }), ['progress']],
    ['a person who is none', (door) => door.forget(null), ['recipient']],
    ['the lane of an estimate', (door) => door.estimate('all'), ['lane']],
  ])('%s', async (_title, call, paths) => {
    const error = await call(loose).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(InvalidMessageError)
    expect((error as InvalidMessageError).problems.map(({ path }) => path)).toEqual(paths)
    expect((error as Error).message).not.toMatch(/\n/)
    await nobody()
  })

  it('with what is allowed in its place', async () => {
    await expect(loose.send(message, { expires: new Date() })).rejects.toThrow(
      'The message is not valid: expires: is not known here; allowed: key, newKey, lane, sendAt, expiresAt',
    )
    await expect(loose.estimate('all')).rejects.toThrow(
      'The call is not valid: lane: must be "urgent" or "bulk"',
    )
  })
})

it('moments may be written as ISO 8601', async () => {
  const sendAt = new Date(Date.now() + 3_600_000)
  const { id: one } = await disparo.send(message, { sendAt: sendAt.toISOString() })
  const batch = await disparo.sendMany([message], { sendAt: sendAt.toISOString().replace('Z', '+00:00') })
  const many = await disparo.batchMessages(batch.id)
  for (const state of [await disparo.status(one), many?.messages[0]]) {
    expect(Math.abs(Date.parse(state?.sendAt ?? '') - sendAt.getTime())).toBeLessThan(1_000)
  }
  const hour = { from: new Date(0).toISOString(), to: sendAt.toISOString() }
  expect(await disparo.dispatched(hour)).toEqual({ total: 0, items: [] })
})

it('an option that is undefined is one that is left out', async () => {
  const options = { key: undefined, lane: undefined, sendAt: undefined }
  expect(await disparo.send(message, options)).toMatchObject({ created: true, lane: 'bulk' })
})
