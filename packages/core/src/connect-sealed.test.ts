import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { dumpRedis } from './dump-redis.test.support.js'
import { type ConnectOptions, connect, type Disparo } from './index.js'
import { begin, settle } from './ledger/index.js'
import type { Message } from './message/index.js'
import { openPersons } from './persons/index.js'
import { accountKeys, openRedis } from './redis/index.js'
import { DataKeys, openSeal } from './seal/index.js'

const name = 'sealed-test'
const url = inject('redisUrl')
const keys = accountKeys(name)
const redis = openRedis(url, 'worker')
const newKey = (id: string) => `${id}:${randomBytes(32).toString('base64')}`
const first = newKey('a')
const second = newKey('b')
const [to, code, label] = ['5511987554321', 'QX7381', 'pedido-de-fulana']
const message: Message = {
  to,
  namespace: 'ns',
  elementName: 'codigo',
  components: [{ type: 'body', parameters: [{ type: 'text', text: code }] }],
  externalLabel: label,
}
const personal = /5511987554321|551187554321|QX7381|pedido-de-fulana/

const opened: Disparo[] = []
const open = (dataKey?: ConnectOptions['dataKey']) => {
  const disparo = connect({ redis: url, account: name, dataKey })
  opened.push(disparo)
  return disparo
}
beforeEach(async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
})
afterEach(() => Promise.all(opened.splice(0).map((disparo) => disparo.close())))
afterAll(() => redis.disconnect())

/** As a worker of that data key does. */
async function attempt(id: string, dataKey: string | undefined, accepted = true): Promise<void> {
  const seal = openSeal(name, dataKey === undefined ? undefined : DataKeys.parse(dataKey))
  const persons = openPersons({ redis, keys, seal, retentionMs: 60_000 })
  const common = {
    id,
    token: id,
    maxAttempts: 3,
    ledgerOptions: { retentionMs: 60_000, outbox: false, findable: true, seal, persons },
  }
  await begin(redis, keys, {
    ...common,
    lane: 'bulk',
    message,
    policy: 'verify',
    limit: { max: 100, windowMs: 1_000, safetyMarginMs: 0, reserve: 0 },
    attemptMs: 1_000,
    enqueuedAt: Date.now(),
  })
  const settlement = accepted
    ? ({ status: 'accepted' } as const)
    : ({ status: 'rejected', detail: `http-400: no such code ${code}` } as const)
  await settle(redis, keys, {
    ...common,
    outage: { closeAfter: 9, firstPauseMs: 1, longestPauseMs: 1 },
    settlement: { ...settlement, countAttempt: 'always', exhausted: 'failed', gate: { kind: 'success' } },
  })
}

describe('with a data key', () => {
  it('Redis has nothing of a person, and who has the key is shown all of it', async () => {
    const disparo = open(first)
    const one = await disparo.send(message, { key: 'order 1' })
    const batch = await disparo.sendMany([message, message], { rowsBy: 'place' })
    const ids = [one.id, `${batch.id}-1`, `${batch.id}-2`]
    await attempt(`${batch.id}-1`, first)
    await attempt(`${batch.id}-2`, first, false)
    expect(await dumpRedis(redis, keys.prefix)).not.toMatch(personal)
    const states = await Promise.all(ids.map((id) => disparo.status(id)))
    expect(states).toMatchObject([
      { status: 'enqueued', to, externalLabel: label },
      { status: 'accepted', to, externalLabel: label },
      { status: 'rejected', to, externalLabel: label, detail: `http-400: no such code ${code}` },
    ])
  })

  it('without it, there is a status and nobody', async () => {
    const { id } = await open(first).send(message)
    const other = await open(first).send(message)
    await attempt(other.id, first, false)
    for (const disparo of [open(), open(newKey('a'))]) {
      expect(await disparo.status(id)).toMatchObject({ status: 'enqueued', to: '' })
      const state = await disparo.status(other.id)
      expect(state).toMatchObject({ status: 'rejected', to: '', elementName: 'codigo' })
      expect(state).not.toHaveProperty('detail')
      expect(state).not.toHaveProperty('externalLabel')
    }
  })

  it('a key is that of one message before and after the data key was set, and through a rotation', async () => {
    const stages = [open(), open(first), open(`${second},${first}`)]
    for (const [n, disparo] of stages.entries()) {
      await disparo.send(message, { key: `key ${n}` })
      await disparo.sendMany([message], { key: `batch ${n}` })
    }
    const last = open(`${second},${first}`)
    for (const n of stages.keys()) {
      expect(await last.send(message, { key: `key ${n}` })).toMatchObject({ created: false })
      expect(await last.sendMany([message], { key: `batch ${n}` })).toMatchObject({
        ...{ enqueued: 0, unchanged: 1 },
        rejected: 0,
      })
      const other = last.send({ ...message, elementName: 'outro' }, { key: `key ${n}` })
      await expect(other).rejects.toMatchObject({ code: 'KEY_REUSED' })
    }
  })

  it('a repeat that cannot be compared for lack of the data key is no different message', async () => {
    const before = open(first)
    const { id } = await before.send(message, { key: 'key' })
    const repeat = () => open(second).send(message, { key: 'key' })
    await expect(repeat()).rejects.toMatchObject({ code: 'DATA_KEY_MISSING', keyId: 'a' })
    await attempt(id, first)
    await redis.del(`${keys.prefix}:${name}-bulk:${id}`)
    await redis.hset(keys.message(id), 'p', 'its-own-print')
    await expect(repeat()).rejects.toMatchObject({ code: 'DATA_KEY_MISSING', keyId: 'a' })
    await expect(before.send(message, { key: 'key' })).rejects.toMatchObject({ code: 'KEY_REUSED' })
  })

  it('a fingerprint cannot be found by trying', async () => {
    const prints = async (disparo: Disparo, key: string) => {
      const { id } = await disparo.send(message, { key })
      return JSON.parse((await redis.hget(`${keys.prefix}:${name}-bulk:${id}`, 'data')) ?? '').fingerprint
    }
    const [plain, keyed, other] = [
      await prints(open(), '1'),
      await prints(open(first), '2'),
      await prints(open(second), '3'),
    ]
    expect(new Set([plain, keyed, other]).size).toBe(3)
  })

  it('what was enqueued and sent before there was one is shown as before', async () => {
    const { id } = await open().send(message)
    expect(await open(first).status(id)).toMatchObject({ status: 'enqueued', to })
    await attempt(id, undefined, false)
    expect(await open(first).status(id)).toMatchObject({ status: 'rejected', to, externalLabel: label })
  })

  it('the report of the dispatched names recipients to who has the key', async () => {
    const disparo = open(first)
    const { id } = await disparo.send(message)
    await attempt(id, first)
    const day = 86_400_000
    const { items } = await disparo.dispatched({
      from: new Date(Date.now() - day),
      to: new Date(Date.now() + day),
    })
    expect(items).toMatchObject([{ id, to }])
  })

  it('a text that is no key is refused when connecting, and not repeated', () => {
    expect(() => open('c2hvcnQ=')).toThrow(/^dataKey must be 32 random bytes/)
    expect(() => open('c2hvcnQ=')).not.toThrow(/c2hvcnQ/)
  })
})
