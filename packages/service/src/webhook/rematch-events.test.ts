import { randomBytes } from 'node:crypto'
import {
  begin,
  deleteStoredEvents,
  type LedgerOptions,
  parseEntry,
  readStoredEvents,
  readWebhookCounts,
  resolveDoubt,
  type StatusChange,
  settle,
} from '@disparo/core/internal/ledger'
import { openPersons } from '@disparo/core/internal/persons'
import { accountKeys, openRedis } from '@disparo/core/internal/redis'
import { DataKeys, openSeal } from '@disparo/core/internal/seal'
import { readUnmatchedEvents, type WebhookDeps } from '@disparo/core/internal/webhook'
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { receiveEvents, rematchEvents } from './index.js'

const name = 'match-again-test'
const keys = accountKeys(name)
const redis = openRedis(inject('redisUrl'), 'worker')
const to = '5511987554321'
const sealOf = () => openSeal(name, DataKeys.parse(`a:${randomBytes(32).toString('base64')}`))
const seal = sealOf()
const heard: StatusChange[] = []
const plain: LedgerOptions = {
  ...{ retentionMs: 31 * 86_400_000, outbox: true, findable: true },
  onStatus: (change) => void heard.push(change),
}

beforeEach(async () => {
  heard.length = 0
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
})
afterAll(() => redis.disconnect())

const event = (type: string, over: object = {}) => ({ type, eventId: 'up-1', userId: to, ...over })

async function begun(id: string, ledgerOptions: LedgerOptions, recipient = to): Promise<void> {
  await begin(redis, keys, {
    ...{ id, token: id, maxAttempts: 3, ledgerOptions, lane: 'bulk', policy: 'verify' },
    message: { to: recipient, namespace: 'ns', elementName: 'aviso' },
    limit: { max: 1_000, windowMs: 60_000, safetyMarginMs: 0, reserve: 0 },
    attemptMs: 5_000,
    enqueuedAt: Date.now(),
  })
}

async function settled(
  id: string,
  ledgerOptions: LedgerOptions,
  { status = 'accepted', upstreamId }: { status?: 'accepted' | 'unknown'; upstreamId?: string } = {},
): Promise<void> {
  await settle(redis, keys, {
    ...{ id, token: id, maxAttempts: 3, ledgerOptions },
    outage: { closeAfter: 5, firstPauseMs: 1_000, longestPauseMs: 60_000 },
    settlement: {
      status,
      upstreamId,
      countAttempt: 'always',
      exhausted: 'failed',
      gate: { kind: 'success' },
    },
  })
}

const hear = (webhook: WebhookDeps, body: unknown) => receiveEvents(webhook, JSON.stringify(body), Date.now())
const entry = async (id: string) => parseEntry(id, await redis.hgetall(keys.message(id)))
const counts = () => readWebhookCounts(redis, keys)
const awaited = () => redis.hlen(keys.webhookMatchKeys)
const look = (webhook: WebhookDeps, inMs = 0) => rematchEvents(webhook, Date.now() + inMs)

describe.each([
  ['plain', plain],
  ['sealed', { ...plain, seal, persons: openPersons({ redis, keys, seal, retentionMs: 1 }) }],
])('an event that comes before its message is settled, %s', (_title, ledgerOptions) => {
  const webhook = { redis, keys, ledgerOptions }
  const receive = (body: unknown) => hear(webhook, body)

  it('is kept, and told once settle has noted the upstream id', async () => {
    await begun('m1', ledgerOptions)
    expect(await receive(event('Failed', { userId: null, errorMessage: 'no such user' }))).toEqual({
      ...{ matched: 0, unmatched: 1, changed: 0 },
    })
    await settled('m1', ledgerOptions, { upstreamId: 'up-1' })
    expect(await look(webhook)).toMatchObject({ matched: 1, changed: 1 })
    expect(await entry('m1')).toMatchObject({ status: 'failed' })
    expect(heard.map(({ status }) => status)).toContain('failed')
    expect(await counts()).toMatchObject({ matched: 1, unmatched: 0 })
    expect([await redis.xlen(keys.webhookUnmatched), await awaited()]).toEqual([0, 0])
  })

  it('is told by its recipient where upstream named no id', async () => {
    await begun('m1', ledgerOptions)
    await receive(event('Delivered', { eventId: null, userId: '551187554321' }))
    await settled('m1', ledgerOptions)
    expect(await look(webhook)).toMatchObject({ matched: 1, changed: 1 })
    expect((await entry('m1'))?.status).toBe('received')
  })

  it('waits by its recipient until a doubt is over: a guess proves nothing', async () => {
    await begun('m1', ledgerOptions)
    await receive(event('Read', { eventId: null }))
    await settled('m1', ledgerOptions, { status: 'unknown' })
    expect(await look(webhook)).toMatchObject({ matched: 0 })
    const doubt = { ids: ['m1'], reason: 'somebody', unknownBy: Date.now() + 1_000, attemptMs: 0 }
    // Whoever answers for it may know of no webhook.
    await resolveDoubt(redis, keys, {
      ledgerOptions: { ...ledgerOptions, findable: false },
      ...doubt,
      as: 'accepted',
    })
    expect(await look(webhook)).toMatchObject({ matched: 1 })
    expect((await entry('m1'))?.status).toBe('read')
  })

  it('comes in any order, twice, and among those of others', async () => {
    for (const id of ['m1', 'm2']) await begun(id, ledgerOptions, `55119${id === 'm1' ? 1 : 2}0000000`)
    await receive([event('Read'), event('Sent'), event('Sent'), event('Read', { eventId: 'up-2' })])
    await receive(event('Read', { eventId: 'of-nobody', userId: '5521912345678' }))
    await settled('m1', ledgerOptions, { upstreamId: 'up-1' })
    for (const key of [keys.webhookUnmatched, keys.webhookMatchKeys, keys.webhookRematch]) {
      expect(await redis.pttl(key)).toBeGreaterThan(6 * 86_400_000)
    }
    expect(await look(webhook)).toMatchObject({ matched: 3 })
    expect((await entry('m1'))?.status).toBe('read')
    expect((await entry('m2'))?.status).toBe('sending')
    expect(await counts()).toMatchObject({ matched: 3, unmatched: 2 })
  })

  it('is matched once more a minute later, where whoever noted the message listed nothing', async () => {
    await begun('m1', ledgerOptions)
    await receive(event('Sent'))
    await settled('m1', ledgerOptions, { upstreamId: 'up-1' })
    await redis.del(keys.webhookRematch)
    expect(await look(webhook)).toMatchObject({ matched: 0 })
    expect(await look(webhook, 61_000)).toMatchObject({ matched: 1 })
    expect((await entry('m1'))?.status).toBe('sent')
    await receive(event('Read', { eventId: 'of-nobody', userId: null }))
    for (let time = 0; time < 2; time++) expect(await look(webhook, 61_000)).toMatchObject({ matched: 0 })
    expect(await redis.hget(keys.webhookCounts, 'sweptTo')).toBe((await kept()).at(-1)?.id)
  })

  const kept = () => readStoredEvents(redis, keys, { count: 1_000 })

  it('can be read as it came, the latest first, while no message is known', async () => {
    const bodies = [event('Sent'), event('Clicked', { payload: { a: [1] } }), { odd: true }]
    for (const body of bodies) await receive(body)
    const first = await readUnmatchedEvents(webhook, { limit: 2 })
    expect(first).toMatchObject({ total: 3, events: [{ event: { odd: true } }, { event: bodies[1] }] })
    const second = await readUnmatchedEvents(webhook, { limit: 2, before: first.next })
    expect(second.events.map(({ event }) => event)).toEqual([bodies[0]])
    expect(second).not.toHaveProperty('next')
  })

  it('is kept without what is long or deep in it, and matched all the same', async () => {
    await begun('m1', ledgerOptions)
    const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`
    const body = `{"type":"Sent","eventId":"up-1","payload":{"text":"${'x'.repeat(20_000)}","deep":${deep}}}`
    for (const text of [body, '{'.repeat(9_000)]) await receiveEvents(webhook, text, Date.now())
    for (const { text } of await kept()) expect(text.length).toBeLessThan(6_000)
    await settled('m1', ledgerOptions, { upstreamId: 'up-1' })
    expect(await look(webhook)).toMatchObject({ matched: 1 })
  })
})

describe('events of no message known', () => {
  const webhook = { redis, keys, ledgerOptions: plain }

  it('are kept up to ten thousand, for a week, with nothing that leads to those that are gone', async () => {
    const pipeline = redis.pipeline()
    for (let n = 1; n <= 9_990; n++) pipeline.xadd(keys.webhookUnmatched, `${n}-0`, 'event', '{"a":1}')
    await pipeline.exec()
    const events = Array.from({ length: 200 }, (_, n) => ({ type: 'Sent', eventId: `up-${n}` }))
    await hear(webhook, events)
    expect([await redis.xlen(keys.webhookUnmatched), await awaited()]).toEqual([10_000, 200])
    await redis.xtrim(keys.webhookUnmatched, 'MAXLEN', 200)
    const pass = () => look(webhook, 8 * 86_400_000)
    while ((await pass()).isMore) {}
    await pass()
    expect([await redis.xlen(keys.webhookUnmatched), await awaited()]).toEqual([0, 0])
  })

  it('lead to no more than the latest thirty of one person', async () => {
    const events = Array.from({ length: 100 }, () => event('Read', { eventId: null }))
    await hear(webhook, events)
    const [ids = ''] = await redis.hvals(keys.webhookMatchKeys)
    expect(ids.split(' ')).toHaveLength(32)
    const all = await readStoredEvents(redis, keys, { count: 1_000 })
    expect(await deleteStoredEvents(redis, keys, all)).toBe(100)
    expect(await awaited()).toBe(0)
  })

  it('that were kept by the version before are matched, too', async () => {
    await begun('m1', plain)
    await settled('m1', plain, { upstreamId: 'up-1' })
    const id = `${Date.now() - 3_600_000}-0`
    await redis.xadd(keys.webhookUnmatched, id, 'event', JSON.stringify(event('Sent')))
    await redis.xadd(keys.webhookUnmatched, '*', 'event', '{"type":"Sent","eventId":"cut')
    expect(await look(webhook)).toMatchObject({ matched: 1 })
    expect((await readUnmatchedEvents(webhook, { limit: 9 })).events).toMatchObject([
      { event: '{"type":"Sent","eventId":"cut' },
    ])
  })

  it('wait for a worker that has their key', async () => {
    const sealed = { ...webhook, ledgerOptions: { ...plain, seal } }
    const keyless = { ...webhook, ledgerOptions: { ...plain, seal: sealOf() } }
    await begun('m1', sealed.ledgerOptions)
    await hear(sealed, event('Sent'))
    await settled('m1', sealed.ledgerOptions, { upstreamId: 'up-1' })
    expect(await look(keyless)).toMatchObject({ matched: 0 })
    expect(await readUnmatchedEvents(keyless, { limit: 9 })).toMatchObject({ total: 1, events: [{}] })
    expect(await look(sealed)).toMatchObject({ matched: 1 })
  })

  it('leave nothing behind for accounts without a webhook, and cost them nothing', async () => {
    await hear(webhook, event('Sent'))
    const ledgerOptions = { ...plain, findable: false }
    await begun('m1', ledgerOptions)
    await settled('m1', ledgerOptions, { upstreamId: 'up-1' })
    expect(await redis.exists(keys.webhookRematch)).toBe(0)
  })
})
