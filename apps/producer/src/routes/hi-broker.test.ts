import { randomUUID } from 'node:crypto'
import { connect, type MessageState } from '@disparo/core'
import { Account, type AccountInput, ledgerOptionsOf } from '@disparo/core/internal/account'
import { begin, observe, readWebhookCounts, type StatusChange, settle } from '@disparo/core/internal/ledger'
import { accountKeys, openRedis } from '@disparo/core/internal/redis'
import { readUnmatchedEvents } from '@disparo/core/internal/webhook'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { createAuthenticator } from '../access/authenticator.js'
import { withSecrets } from '../accounts/configured-accounts.js'
import { createApp } from '../app.js'
import { openProducerMetrics } from '../metrics/producer-metrics.js'
import { startRedisProxy } from '../test-support/redis-proxy.js'
import { ask, forget } from '../test-support/test-server.js'
import { openWebhooks } from '../webhook/open-webhooks.js'

const secret = 'a-secret-of-the-address'
const input: AccountInput = {
  name: `broker-${randomUUID().slice(0, 8)}`,
  configId: 'x',
  username: 'x',
  password: { env: 'X' },
}
const account = Account.parse({ ...input, webhookSecret: { env: 'WEBHOOK' } })
const closed = Account.parse({ ...input, name: `${input.name}-closed` })
const keys = accountKeys(account.name)

const line = await startRedisProxy(inject('redisUrl'))
const redis = openRedis(inject('redisUrl'), 'worker')
const disparo = connect({ redis: inject('redisUrl'), account })
const metrics = openProducerMetrics(new Registry())
const opened = openWebhooks(withSecrets([account, closed], { WEBHOOK: secret }), line.url, { metrics })
const { webhooks } = opened
const log: string[] = []
const logger = pino({ level: 'debug' }, { write: (text: string) => void log.push(text) })
const app = await createApp({
  accounts: new Map(),
  authenticator: createAuthenticator(new Map()),
  logger,
  webhooks,
})
const url = await app.listen({ host: '127.0.0.1', port: 0 })
afterAll(async () => {
  await app.close()
  await disparo.close()
  opened.close()
  redis.disconnect()
  await line.disconnect()
  await forget(inject('redisUrl'), account.name)
})

const post = (body: unknown, over: { path?: string; type?: string } = {}) =>
  ask(`${url}/webhooks/hi-broker/${over.path ?? `${account.name}/${secret}`}`, 'POST', {
    body,
    headers: { authorization: '' },
    ...(over.type === undefined ? {} : { type: over.type }),
  })

/** A message that upstream has accepted, with its id and a recipient of its own. */
async function accepted(
  upstreamId = randomUUID() as string,
): Promise<{ id: string; upstreamId: string; to: string }> {
  const id = randomUUID()
  const to = `55119${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`
  const common = { id, token: id, maxAttempts: 3, ledgerOptions: ledgerOptionsOf(account) }
  await begin(redis, keys, {
    ...common,
    lane: 'bulk',
    message: { to, namespace: 'ns', elementName: 'aviso' },
    policy: 'verify',
    limit: { max: 1_000, windowMs: 60_000, safetyMarginMs: 0, reserve: 0 },
    attemptMs: 5_000,
    enqueuedAt: base * 1_000,
  })
  await settle(redis, keys, {
    ...common,
    outage: account.outage,
    settlement: {
      status: 'accepted',
      upstreamId,
      countAttempt: 'always',
      exhausted: 'failed',
      gate: { kind: 'success' },
    },
  })
  return { id, upstreamId, to }
}

/** The statuses that webhooks have brought so far; those of which there are none are left out. */
async function counted(): Promise<Record<string, number>> {
  const lines = (await metrics.registry.metrics()).split('\n')
  const counts = lines.flatMap((text) => {
    const [, status, count] =
      /^disparo_message_statuses_total{.*lane="bulk",status="(\w+)"} (\d+)$/.exec(text) ?? []
    return status && count !== '0' ? [[status, Number(count)] as const] : []
  })
  return Object.fromEntries(counts)
}

/** An hour ago, in whole seconds: when the messages came to be. */
const base = Math.floor(Date.now() / 1_000) - 3_600
const stateOf = async (id: string): Promise<MessageState | undefined> => disparo.status(id)
const event = (type: string, over: object = {}) => ({
  payload: null,
  origin: 'API',
  statuses: null,
  type,
  tenantId: 't',
  departmentId: null,
  accountId: 'a',
  eventId: null,
  senderId: '5511912341234',
  userId: null,
  eventTimestamp: base,
  broker: 'meta',
  errorMessage: null,
  errorOrigin: null,
  ...over,
})
const at = (seconds: number) => new Date((base + seconds) * 1_000).toISOString()
const later = (seconds: number) => base + seconds

describe('the webhook of Hi Broker', () => {
  let message: Awaited<ReturnType<typeof accepted>>
  beforeEach(async () => {
    message = await accepted()
  })

  it('moves the message of an upstream id on, in whatever order events come and however often', async () => {
    const { id, upstreamId: eventId } = message
    const events = [
      event('Read', { eventId, eventTimestamp: later(40) }),
      event('Sent', { eventId, eventTimestamp: later(1) * 1_000 + 250 }),
      event('Read', { eventId, eventTimestamp: later(45) }),
      event('Delivered', { eventId, eventTimestamp: at(3) }),
      event('Sent', { eventId, eventTimestamp: later(1) * 1_000 + 250 }),
      event('Deleted', { eventId }),
    ]
    for (const one of events) expect(await post(one)).toMatchObject({ status: 200, body: { received: 1 } })
    expect(await stateOf(id)).toMatchObject({
      status: 'read',
      timeline: { sent: at(1), received: at(3), read: at(40) },
    })
  })

  it('takes several events at once, each for its own message, and JSON of any content type', async () => {
    const other = await accepted()
    const events = [
      event('Sent', { eventId: message.upstreamId }),
      event('Sent', { payload: { id: other.upstreamId } }),
    ]
    expect(await post(JSON.stringify(events), { type: 'text/plain' })).toMatchObject({
      status: 200,
      body: { received: 2 },
    })
    for (const { id } of [message, other]) expect((await stateOf(id))?.status).toBe('sent')
  })

  it('records a failure and why, and when the recipient answered', async () => {
    const { id, upstreamId: eventId } = message
    const other = await accepted()
    await post(event('Failed', { eventId, errorMessage: 'Message undeliverable' }))
    await post(event('Replied', { eventId: other.upstreamId, eventTimestamp: later(9) }))
    expect(await stateOf(id)).toMatchObject({ status: 'failed', detail: 'Message undeliverable' })
    expect(await stateOf(other.id)).toMatchObject({ status: 'accepted', repliedAt: at(9) })
  })

  it('goes by the recipient where no id is known, unless an operator has sent it', async () => {
    const { id, to } = message
    const eventTimestamp = Date.now() + 1_000
    await post(event('Delivered', { origin: 'OPERADOR', userId: to, eventTimestamp }))
    expect((await stateOf(id))?.status).toBe('accepted')
    await post(event('Delivered', { eventId: 'of-its-own', userId: to, eventTimestamp }))
    expect((await stateOf(id))?.status).toBe('received')
  })

  it('takes now for a moment that is missing or far ahead', async () => {
    const before = Math.floor(Date.now() / 1_000) * 1_000
    await post(event('Sent', { eventId: message.upstreamId, eventTimestamp: 4_102_444_800 }))
    await post(event('Read', { eventId: message.upstreamId, eventTimestamp: null }))
    const { timeline } = (await stateOf(message.id)) ?? {}
    for (const moment of [timeline?.sent, timeline?.read]) {
      expect(Date.parse(moment ?? '')).toBeGreaterThanOrEqual(before)
      expect(Date.parse(moment ?? '')).toBeLessThanOrEqual(Date.now())
    }
  })

  it('counts each status that it brings, once, and none that the report has brought before', async () => {
    const { id, upstreamId: eventId } = message
    metrics.registry.resetMetrics()
    for (const type of ['Dispatch', 'Sent', 'Sent', 'Replied', 'Sent']) await post(event(type, { eventId }))
    expect(await counted()).toEqual({ sent: 1 })

    const byReport: StatusChange[] = []
    const ledgerOptions = {
      ...ledgerOptionsOf(account),
      onStatus: (change: StatusChange) => void byReport.push(change),
    }
    await observe(redis, keys, { ledgerOptions, observations: [{ id, sentAt: 1_000, receivedAt: 2_000 }] })
    expect(byReport).toEqual([{ lane: 'bulk', status: 'received' }])
    await post([event('Delivered', { eventId }), event('Read', { eventId }), event('Read', { eventId })])
    expect(await counted()).toEqual({ sent: 1, read: 1 })

    const other = await accepted()
    for (let time = 0; time < 2; time++) await post(event('Failed', { eventId: other.upstreamId }))
    await post(event('Read', { eventId: randomUUID(), userId: '5531900000000' }))
    expect(await counted()).toEqual({ sent: 1, read: 1, failed: 1 })
  })

  it('answers 200 to what it cannot place or does not know, and keeps that as it came', async () => {
    const before = await readWebhookCounts(redis, keys)
    const unheard = event('Read', { eventId: randomUUID(), userId: '5531900000000' })
    const unknown = { anything: [message.upstreamId], eventId: message.upstreamId, type: 'Clicked' }
    for (const body of [unheard, unknown, {}]) expect((await post(body)).status).toBe(200)
    expect(await readWebhookCounts(redis, keys)).toEqual({ ...before, unmatched: before.unmatched + 3 })
    const kept = await redis.xrevrange(keys.webhookUnmatched, '+', '-', 'COUNT', 3)
    expect(kept.map(([, fields]) => JSON.parse(fields[1] ?? ''))).toEqual([{}, unknown, unheard])
    expect((await stateOf(message.id))?.status).toBe('accepted')
  })

  it('takes the events of an array, whatever else is in it, and ids of 64 bits with all their digits', async () => {
    const long = await accepted('9223372036854775807')
    const body = `[7, [{"type": "Sent", "eventId": 9223372036854775807}], {"type": "Read", "eventId": "${message.upstreamId}"}]`
    expect(await post(body)).toMatchObject({ status: 200, body: { received: 3 } })
    expect((await stateOf(long.id))?.status).toBe('sent')
    expect((await stateOf(message.id))?.status).toBe('read')
  })

  it('takes the form of Meta, and says why by code and title', async () => {
    const other = await accepted()
    const errors = [{ code: 131026, title: 'Message undeliverable', message: 'x' }]
    const statuses = [
      {
        id: message.upstreamId,
        status: 'failed',
        timestamp: String(later(2)),
        recipient_id: message.to,
        errors,
      },
      { id: other.upstreamId, status: 'delivered', timestamp: String(later(3)), recipient_id: other.to },
    ]
    const value = { messaging_product: 'whatsapp', statuses }
    await post({ object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ value }] }] })
    expect(await stateOf(message.id)).toMatchObject({
      ...{ status: 'failed', detail: '131026 Message undeliverable' },
      timeline: { failed: at(2) },
    })
    expect(await stateOf(other.id)).toMatchObject({ status: 'received', timeline: { received: at(3) } })
  })

  it('believes no time before the message was there', async () => {
    const before = Math.floor(Date.now() / 1_000) * 1_000
    await post(event('Sent', { eventId: message.upstreamId, eventTimestamp: later(-60) }))
    const { timeline } = (await stateOf(message.id)) ?? {}
    expect(Date.parse(timeline?.sent ?? '')).toBeGreaterThanOrEqual(before)
  })

  it.each([
    ['no JSON', 'type=Read'],
    ['nothing', ''],
    ['a number', '7'],
    ['an array of texts', '["Read"]'],
    ['a poisoned prototype', '{"__proto__": {}}'],
    ['Latin-1', Buffer.from('{"errorMessage": "não"}', 'latin1')],
    ['objects of any depth', `${'{"payload":'.repeat(5_000)}1${'}'.repeat(5_000)}`],
    ['arrays of any depth', '['.repeat(32_000) + ']'.repeat(32_000)],
    ['any depth in a payload', `{"type": "Read", "payload": ${JSON.stringify('['.repeat(30_000))}}`],
    ['thousands of events', `[${'{},'.repeat(20_000)}{}]`],
  ])('answers 200 to %s, and keeps it, for who is refused may try for ever', async (_title, body) => {
    const before = await readWebhookCounts(redis, keys)
    // On a busy machine Redis may not answer in time: whoever is told so tries again.
    await expect.poll(async () => (await post(body)).status).toBe(200)
    const { matched, unmatched } = await readWebhookCounts(redis, keys)
    expect(matched).toBe(before.matched)
    expect(unmatched).toBeGreaterThan(before.unmatched)
    const [kept] = (
      await readUnmatchedEvents({ redis, keys, ledgerOptions: ledgerOptionsOf(account) }, { limit: 1 })
    ).events
    const text = typeof kept?.event === 'string' ? kept.event : JSON.stringify(kept?.event)
    expect(String(body).replace('�', 'ã').replaceAll(' ', '')).toContain(text.replaceAll(' ', '').slice(0, 8))
  })

  it('refuses more than 64 KiB', async () => {
    expect((await post(event('Read', { payload: 'x'.repeat(65_536) }))).status).toBe(413)
  })

  it('is not there with a wrong secret, for an unknown account, or for one without a webhook', async () => {
    const body = event('Read', { eventId: message.upstreamId })
    const paths = [
      `${account.name}/${secret}x`,
      `${account.name}/`,
      `nobody/${secret}`,
      `${closed.name}/${secret}`,
      `${closed.name}/`,
    ]
    const nowhere = await ask(`${url}/nowhere`, 'POST', { body })
    for (const path of paths) {
      const { status, body: problem } = await post(body, { path })
      expect({ status, problem: { ...problem, instance: '' } }).toEqual({
        status: 404,
        problem: { ...nowhere.body, instance: '' },
      })
    }
    expect((await stateOf(message.id))?.status).toBe('accepted')
  })

  it('answers 503 while Redis is down, and takes the same event when it comes again', async () => {
    const body = event('Read', { eventId: message.upstreamId })
    await line.disconnect()
    const refused = await post(body)
    expect(refused.status).toBe(503)
    expect(refused.headers['retry-after']).toBe('5')
    await line.reconnect()
    await expect.poll(async () => (await post(body)).status).toBe(200)
    expect((await stateOf(message.id))?.status).toBe('read')
  })

  it('logs how many events there were, and nothing of what they hold', async () => {
    const { upstreamId: eventId, to: userId, id } = message
    await post(event('Failed', { eventId, userId, errorMessage: 'texto-pessoal' }))
    await post(event('Read', { eventId: 'texto-pessoal', userId: '5531900000000' }))
    const lines = log.filter((text) => JSON.parse(text).event === 'webhook:received')
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ matched: 0, unmatched: 1, changed: 0 })
    for (const hidden of [eventId, userId, id, secret, 'texto-pessoal', '5531900000000']) {
      expect(log.join('')).not.toContain(hidden)
    }
  })
})
