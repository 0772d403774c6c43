import { randomBytes } from 'node:crypto'
import { Account } from '@disparo/core/internal/account'
import { findSuppressions, liftSuppressions, openListOfAll } from '@disparo/core/internal/contacts'
import { begin, type LedgerOptions, settle } from '@disparo/core/internal/ledger'
import { openPersons } from '@disparo/core/internal/persons'
import { accountKeys, openRedis } from '@disparo/core/internal/redis'
import { DataKeys, openSeal } from '@disparo/core/internal/seal'
import { readUnmatchedEvents, type WebhookDeps } from '@disparo/core/internal/webhook'
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { receiveEvents, rematchEvents } from './index.js'

const name = 'apply-rules-test'
const keys = accountKeys(name)
const redis = openRedis(inject('redisUrl'), 'worker')
const seal = openSeal(name, DataKeys.parse(`a:${randomBytes(32).toString('base64')}`))
const persons = openPersons({ redis, keys, seal, retentionMs: 1 })
const own = { scope: 'account', redis, keys, seal, persons } as const
const lists = { own, all: openListOfAll(redis, undefined) }
const ledgerOptions: LedgerOptions = {
  ...{ retentionMs: 31 * 86_400_000, outbox: true, findable: true },
  ...{ seal, persons },
}
const accountOf = (suppression: object = {}) =>
  Account.parse({ name, configId: 'x', username: 'x', password: { env: 'X' }, suppression })
const webhook: WebhookDeps = { redis, keys, ledgerOptions, account: accountOf() }

const to = '5511987554321'
const mine = '5511912341234'
const id = '0193aa5e-68da-7000-8000-000000000001'
const now = Math.floor(Date.now() / 1_000) * 1_000

beforeEach(async () => {
  const known = (await redis.keys(`${keys.prefix}:*`)).filter((key) => key !== keys.persons)
  if (known.length > 0) await redis.del(...known)
})
afterAll(() => redis.disconnect())

async function accepted(messageId = id, upstreamId = 'up-1', recipient = to): Promise<void> {
  const common = { id: messageId, token: messageId, maxAttempts: 3, ledgerOptions }
  await begin(redis, keys, {
    ...{ ...common, lane: 'bulk', policy: 'verify', attemptMs: 5_000, enqueuedAt: now - 60_000 },
    message: { to: recipient, namespace: 'ns', elementName: 'aviso' },
    limit: { max: 1_000, windowMs: 60_000, safetyMarginMs: 0, reserve: 0 },
  })
  await settle(redis, keys, {
    ...common,
    outage: { closeAfter: 5, firstPauseMs: 1_000, longestPauseMs: 60_000 },
    settlement: {
      ...{ status: 'accepted', upstreamId, countAttempt: 'always', exhausted: 'failed' },
      gate: { kind: 'success' },
    },
  })
}

const event = (type: string, over: object = {}) => ({
  ...{ payload: null, origin: 'API', statuses: null, type, eventId: 'up-1', senderId: mine, userId: to },
  ...{ eventTimestamp: now, broker: 'meta', errorMessage: null, errorOrigin: null },
  ...over,
})
const reply = (text: string, over: object = {}) => event('Replied', { payload: text, ...over })
const failed = (code: number, over: object = {}) =>
  event('Failed', { errorMessage: `${code} Some words`, ...over })
const hear = (body: unknown, deps = webhook) => receiveEvents(deps, JSON.stringify(body), Date.now())
const found = async (of = to) => (await findSuppressions(lists, of)).suppressions
const listed = async () => (await readUnmatchedEvents(webhook, { limit: 100 })).events

describe('a reply', () => {
  it('whose whole text is a word of the account is an opt-out from marketing by its message', async () => {
    await accepted()
    expect(await hear(reply('Sair!'))).toMatchObject({ matched: 1 })
    expect(await found()).toEqual([
      {
        scope: 'account',
        reason: 'opt-out',
        covers: 'marketing',
        rule: 'words',
        message: id,
        since: new Date(now),
      },
    ])
    expect(await found(mine)).toEqual([])
  })

  it.each([
    ['has other words, too', reply('não quero sair')],
    ['is no reply', event('Read', { payload: 'SAIR' })],
    ['is an image', reply('', { payload: { type: 'image', text: 'SAIR' } })],
    ['cannot be read', reply('', { payload: { data: 'SAIR' } })],
  ])('is none where it %s', async (_title, body) => {
    await accepted()
    await hear(body)
    expect(await found()).toEqual([])
  })

  it('is one whatever comes late, twice or out of order, and never again once somebody has lifted it', async () => {
    await accepted()
    const events = [event('Read'), reply('SAIR'), event('Delivered'), reply('SAIR'), event('Sent')]
    await hear(events)
    expect(await found()).toHaveLength(1)
    await liftSuppressions(own, to)
    await hear(events)
    expect(await found()).toEqual([])
    await hear(reply('SAIR', { eventTimestamp: now + 1_000, eventId: 'up-1' }))
    expect(await found()).toHaveLength(1)
  })

  it('to a message of another program is the opt-out of the number that wrote it', async () => {
    const meta = { from: '5521987650001', id: 'in', type: 'text', text: { body: 'parar' } }
    await hear({ entry: [{ changes: [{ value: { messages: [meta] } }] }] })
    expect(await found('552187650001')).toMatchObject([{ reason: 'opt-out', rule: 'words' }])
    expect((await found('552187650001'))[0]).not.toHaveProperty('message')
    await hear(reply('SAIR', { eventId: 'of-nobody', senderId: null, userId: '11 98765-0002' }))
    expect(await found('5511987650002')).toHaveLength(1)
  })

  it('with two numbers is that of the one which is not known to be our own', async () => {
    const body = reply('SAIR', { eventId: 'of-nobody', senderId: '5511987650003', userId: mine })
    await redis.hset(keys.reportState, 'sender', seal.seal('report', '', mine))
    await hear(body)
    expect(await found('5511987650003')).toHaveLength(1)
    expect(await found(mine)).toEqual([])
  })

  it('that is unmatched at first is written at once, and once', async () => {
    await hear(reply('SAIR'))
    expect(await found()).toHaveLength(1)
    await accepted()
    await rematchEvents(webhook, Date.now())
    expect(await found()).toHaveLength(1)
    expect(await listed()).toEqual([])
  })

  it('whose text cannot be found is listed for people, also once its message is known', async () => {
    const body = reply('', { payload: { data: { words: 'SAIR' } } })
    await accepted()
    await hear(body)
    expect(await listed()).toMatchObject([{ why: 'no-text', event: body }])
    await rematchEvents(webhook, Date.now() + 120_000)
    expect(await listed()).toMatchObject([{ why: 'no-text' }])

    const other = reply('', { payload: null, eventId: 'up-2', userId: '5511987650004' })
    await hear(other)
    expect(await listed()).toMatchObject([{ why: 'no-text', event: other }, { why: 'no-text' }])
    await accepted('m2', 'up-2', '5511987650004')
    await rematchEvents(webhook, Date.now())
    expect(await listed()).toMatchObject([
      { why: 'no-text', event: other },
      { why: 'no-text', event: body },
    ])
  })

  it('goes by the words of the account, and by none where the rule is off', async () => {
    await accepted()
    const off = { ...webhook, account: accountOf({ rules: { words: false } }) }
    await hear([reply('SAIR'), reply('', { payload: {} })], off)
    expect(await found()).toEqual([])
    expect(await listed()).toEqual([])
    await hear(reply('cancelar'))
    expect(await found()).toEqual([])
    const words = { words: ['CANCELAR'], covers: 'everything' }
    await hear([reply('SAIR'), reply('cancelar')], { ...webhook, account: accountOf(words) })
    expect(await found()).toMatchObject([{ covers: 'everything' }])
  })
})

describe('a failure', () => {
  it('with 131050 is an opt-out from marketing, whoever sent the message', async () => {
    await accepted()
    await hear(failed(131_050))
    expect(await found()).toMatchObject([
      { reason: 'opt-out', covers: 'marketing', rule: 'optedOut', message: id },
    ])
    await hear(failed(131_050, { eventId: 'of-nobody', userId: '5511987650005' }))
    expect(await found('5511987650005')).toMatchObject([{ rule: 'optedOut' }])
    expect(await found(mine)).toEqual([])
  })

  it('of three messages with 131026 makes the number invalid until something comes through', async () => {
    for (const n of [1, 2, 3]) {
      expect(await found()).toEqual([])
      await accepted(`m${n}`, `up-${n}`)
      const body = failed(131_026, { eventId: `up-${n}`, eventTimestamp: now + n * 1_000 })
      await hear([body, body])
      await hear({ ...body, type: 'DispatchFailed', eventTimestamp: now + n * 1_000 + 500 })
    }
    expect(await found()).toMatchObject([
      { reason: 'invalid-number', covers: 'all-but-otp', rule: 'invalidNumber' },
    ])
    await accepted('m4', 'up-4')
    await hear(event('Delivered', { eventId: 'up-4', eventTimestamp: now + 10_000 }))
    expect(await found()).toEqual([])
  })

  it('of messages of other programs counts, too, once it is clear that they are none of ours', async () => {
    const bodies = [1, 2, 3].map((n) => failed(131_026, { eventId: `other-${n}` }))
    await hear(bodies)
    expect(await found()).toEqual([])
    await rematchEvents(webhook, Date.now() + 120_000)
    expect(await found()).toMatchObject([{ reason: 'invalid-number' }])
    await hear(reply('oi', { eventId: 'other-4', senderId: null, eventTimestamp: now + 5_000 }))
    expect(await found()).toEqual([])
  })

  it.each([131_049, 131_047, 500])('with %i suppresses nobody', async (code) => {
    for (const n of [1, 2, 3]) {
      await accepted(`m${n}`, `up-${n}`)
      await hear(failed(code, { eventId: `up-${n}` }))
    }
    expect(await found()).toEqual([])
  })
})
