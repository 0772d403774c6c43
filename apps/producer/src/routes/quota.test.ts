import { accountKeys, openRedis } from '@disparo/core/internal/redis'
import { afterAll, beforeEach, expect, inject, test } from 'vitest'
import { forget, startTestServer } from '../test-support/test-server.js'

const row = (n: number) => ({ to: `551190000${1_000 + n}`, namespace: 'ns', elementName: 'aviso' })
const ndjson = (count: number) => Array.from({ length: count }, (_, n) => JSON.stringify(row(n))).join('\n')
const [full, slow] = await Promise.all([
  startTestServer({ quota: { waiting: 10 } }),
  startTestServer({ quota: { waiting: 1_000, perMinute: 10 } }),
])
const redis = openRedis(inject('redisUrl'), 'worker')
beforeEach(() => Promise.all([full, slow].map(({ account }) => forget(inject('redisUrl'), account))))
afterAll(async () => {
  await Promise.all([full.close(), slow.close()])
  redis.disconnect()
})

type Door = typeof full
const batch = (door: Door, count: number, { query = '', key }: { query?: string; key?: string } = {}) =>
  door.call('POST', `/batches${query}`, {
    ...{ type: 'application/x-ndjson', body: ndjson(count) },
    headers: key === undefined ? {} : { 'idempotency-key': key },
  })
const waiting = (door: Door) =>
  redis.zcard(`${accountKeys(door.account).prefix}:${door.account}-bulk:prioritized`)

test('a batch ends where as many messages wait as may, says how many are in, and is completed by its key', async () => {
  const refused = await batch(full, 15)
  expect(refused).toMatchObject({
    status: 507,
    headers: { 'content-type': 'application/problem+json', 'retry-after': '60' },
    body: { type: '/problems/quota-exceeded', quota: 'waiting', max: 10, batch: { rows: 10, enqueued: 10 } },
  })
  expect(refused.body.detail).toContain('Of the rows, 10 are in')
  expect(full.log.find(({ event }) => event === 'quota:exceeded')).toMatchObject({ quota: 'waiting' })
  await redis.del(`${accountKeys(full.account).prefix}:${full.account}-bulk:prioritized`)
  const { idempotencyKey: key } = refused.body
  expect(await batch(full, 15, { key })).toMatchObject({
    status: 202,
    body: { id: refused.body.batch.id, enqueued: 5, unchanged: 10 },
  })
})

test('a new batch is refused before its body is looked at, one with `strict` before its first row', async () => {
  await batch(full, 10)
  const body = 'a body that is no row'
  expect(await full.call('POST', '/batches', { type: 'application/x-ndjson', body })).toMatchObject({
    status: 507,
    body: { type: '/problems/quota-exceeded', quota: 'waiting' },
  })
  await forget(inject('redisUrl'), full.account)
  const strict = await batch(full, 11, { query: '?strict=true' })
  expect(strict).toMatchObject({ status: 507, body: { type: '/problems/quota-exceeded' } })
  expect(strict.body).not.toHaveProperty('batch')
  expect(await waiting(full)).toBe(0)
})

test('single messages are refused, but for one-time codes: 507 while as many wait as may', async () => {
  await batch(full, 10)
  const refused = await full.call('POST', '/messages', { body: row(100) })
  expect(refused).toMatchObject({
    status: 507,
    headers: { 'retry-after': '60' },
    body: { type: '/problems/quota-exceeded', quota: 'waiting', max: 10 },
  })
  const code = { to: row(101).to, template: { namespace: 'ns', elementName: 'codigo' }, otp: '123456' }
  expect(await full.call('POST', '/messages', { body: code })).toMatchObject({
    status: 202,
    body: { lane: 'urgent' },
  })
})

test('as many as a minute takes: 507 for a batch, which goes on after Retry-After, 429 for single ones', async () => {
  const refused = await batch(slow, 25)
  expect(refused).toMatchObject({
    status: 507,
    body: { type: '/problems/quota-exceeded', quota: 'perMinute', batch: { enqueued: 10 } },
  })
  const seconds = Number(refused.headers['retry-after'])
  expect(seconds).toBeGreaterThan(0)
  expect(seconds).toBeLessThanOrEqual(60)
  const single = await slow.call('POST', '/messages', { body: row(100) })
  expect(single).toMatchObject({
    status: 429,
    body: { type: '/problems/too-many-messages', quota: 'perMinute' },
  })
  expect(Number(single.headers['retry-after'])).toBeLessThanOrEqual(60)
})
