import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { moveOutboxEvents, openCallbackQueue, openLabel, openOutbox, takeEvents } from './callback/index.js'
import { dumpRedis } from './dump-redis.test.support.js'
import { connect, type Disparo } from './index.js'
import { begin, settle } from './ledger/index.js'
import { type Message, renderMessage } from './message/index.js'
import { openPersons } from './persons/index.js'
import { laneQueueName } from './queue/index.js'
import { accountKeys, openRedis } from './redis/index.js'
import { DataKeys, openSeal } from './seal/index.js'

const name = 'extras-test'
const url = inject('redisUrl')
const keys = accountKeys(name)
const redis = openRedis(url, 'worker')
const to = '5511987554321'
const extras = { reference: 'pedido 4711/SP', metadata: { store: 'Loja\nÇ', order: 4711, vip: true } }
const seedForm = { to, namespace: 'ns', elementName: 'aviso', ...extras }
const friendly = { to, template: { namespace: 'ns', elementName: 'aviso' }, body: ['Maria'], ...extras }
const callback = { url: 'http://127.0.0.1:1/', secret: { env: 'UNUSED' }, allowPrivateAddresses: true }

afterAll(() => redis.disconnect())

describe.each([
  ['without a data key', undefined],
  ['with a data key', `a:${randomBytes(32).toString('base64')}`],
])('reference and metadata %s', (_title, dataKey) => {
  const seal = openSeal(name, dataKey === undefined ? undefined : DataKeys.parse(dataKey))
  let disparo: Disparo
  beforeEach(async () => {
    const known = await redis.keys(`${keys.prefix}:*`)
    if (known.length > 0) await redis.del(...known)
    disparo = connect({ redis: url, account: { name, callback }, dataKey })
  })
  afterEach(() => disparo.close())

  async function goOut(id: string) {
    const retentionMs = 31 * 86_400_000
    const persons = openPersons({ redis, keys, seal, retentionMs })
    const ledgerOptions = { retentionMs, outbox: true, seal, persons }
    const common = { id, token: id, maxAttempts: 3, lane: 'bulk' as const, ledgerOptions }
    await begin(redis, keys, {
      ...{ ...common, message: seedForm as Message, policy: 'verify', attemptMs: 1, enqueuedAt: Date.now() },
      limit: { max: 100, windowMs: 1_000, safetyMarginMs: 0, reserve: 0 },
    })
    await settle(redis, keys, {
      ...{ ...common, outage: { closeAfter: 9, firstPauseMs: 1, longestPauseMs: 1 } },
      settlement: { status: 'accepted', countAttempt: 'always', exhausted: 'failed', gate: { kind: 'none' } },
    })
    await redis.del(`${keys.prefix}:${laneQueueName(name, 'bulk')}:${id}`)
  }

  it('come back as they were, of what waits and of what went out, with a label or without', async () => {
    const waiting = await disparo.send({ ...friendly, externalLabel: 'natal' }, { lane: 'bulk' })
    expect(await disparo.status(waiting.id)).toMatchObject({ ...extras, externalLabel: 'natal' })
    const out = await disparo.send(seedForm, { lane: 'bulk' })
    await goOut(out.id)
    const state = await disparo.status(out.id)
    expect(state).toMatchObject({ status: 'accepted', to, ...extras })
    expect(state).not.toHaveProperty('externalLabel')
    const batch = await disparo.sendMany([{ ...seedForm, reference: 'other' }])
    expect((await disparo.batchMessages(batch.id))?.messages).toMatchObject([
      { ...extras, reference: 'other' },
    ])
  })

  it('find messages by the reference, and go with their person', async () => {
    const out = await disparo.send(seedForm, { lane: 'bulk' })
    await goOut(out.id)
    await disparo.send({ ...friendly, to: '5511987554322' })
    await disparo.send({ ...friendly, reference: 'pedido 4712/SP' })
    const found = async (reference: string) => (await disparo.search({ reference })).messages
    expect((await found('pedido 4711/SP')).map((state) => state.to).toSorted()).toEqual([to, '5511987554322'])
    expect(await found('pedido 4711')).toEqual([])
    await disparo.forget(to)
    expect((await found('pedido 4711/SP')).map((state) => state.to)).toEqual(['5511987554322'])
    expect(await found('pedido 4712/SP')).toEqual([])
    const after = await disparo.status(out.id)
    expect(after).not.toHaveProperty('reference')
    expect(after).not.toHaveProperty('metadata')
    await disparo.forget('5511987554322')
    expect(await dumpRedis(redis, keys.prefix)).not.toMatch(/pedido|Loja/)
  })

  it('are told by callbacks, which wait sealed, and lose them with their person', async () => {
    await openOutbox(redis, keys)
    const queue = openCallbackQueue(redis, name)
    const { id } = await disparo.send(seedForm, { lane: 'bulk' })
    await goOut(id)
    await moveOutboxEvents({ redis, keys, account: name, queue, seal }, await takeEvents(redis, keys, 10))
    const bodies = async () => (await queue.getJobs()).map(({ data }) => openLabel(seal, data).data)
    expect(await bodies()).toMatchObject([{ id, ...extras }])
    if (dataKey) expect(await dumpRedis(redis, keys.prefix)).not.toMatch(/pedido|Loja/)
    await disparo.forget(to)
    const [left] = await bodies()
    expect(left).not.toHaveProperty('reference')
    expect(left).not.toHaveProperty('metadata')
    await queue.close()
  })

  it('make no other message: neither of a row, nor of a key', async () => {
    const { id } = await disparo.sendMany([seedForm], { key: 'campaign' })
    const again = { ...seedForm, reference: 'changed', metadata: {} }
    expect(await disparo.sendMany([again], { key: 'campaign' })).toMatchObject({
      id,
      unchanged: 1,
      enqueued: 0,
    })
    await disparo.send(seedForm, { key: 'order' })
    expect(await disparo.send(again, { key: 'order' })).toMatchObject({ created: false })
  })
})

it('they are sent to nobody', () => {
  const { reference: _, metadata: __, ...body } = seedForm
  expect(renderMessage(seedForm, 'hi')).toEqual(body)
  expect(renderMessage(seedForm, 'botmaker')).toEqual(body)
})

it('what is too long, no flat object, or not on one line is refused by its name', async () => {
  const disparo = connect({ redis: url, account: name })
  const paths = async (over: object) => {
    const error = await disparo.send({ ...seedForm, ...over }).catch((fault: unknown) => fault)
    return (error as { problems?: { path: string }[] }).problems?.map(({ path }) => path)
  }
  expect(await paths({ reference: 'x'.repeat(129) })).toEqual(['reference'])
  expect(await paths({ reference: 'two\nlines' })).toEqual(['reference'])
  expect(await paths({ metadata: { a: 'x'.repeat(505) } })).toEqual(['metadata'])
  expect(await paths({ metadata: ['a'] })).toEqual(['metadata'])
  expect(await paths({ metadata: { a: { b: 1 } } })).toEqual(['metadata.a'])
  expect(await paths({ metadata: { a: null } })).toEqual(['metadata.a'])
  expect(await paths({ reference: 'x'.repeat(128), metadata: { a: 'x'.repeat(504) } })).toBeUndefined()
  await disparo.close()
})
