import { randomUUID } from 'node:crypto'
import { connect } from '@disparo/core'
import { Account } from '@disparo/core/internal/account'
import { breakerRule, recordFailure } from '@disparo/core/internal/callback'
import { recordCatalogueFailure, storeCatalogue } from '@disparo/core/internal/catalogue'
import { readBatchPhaseChanges, sliceMs } from '@disparo/core/internal/ledger'
import { openLanes, sweepBatch } from '@disparo/core/internal/queue'
import { accountKeys, openRedis } from '@disparo/core/internal/redis'
import { Registry } from 'prom-client'
import { afterAll, expect, inject, onTestFinished, test } from 'vitest'
import { startRedisProxy } from '../test-support/redis-proxy.js'
import { forget } from '../test-support/test-server.js'
import { openAccountCollector } from './account-collector.js'

const redisUrl = inject('redisUrl')
const redis = openRedis(redisUrl, 'worker')
afterAll(() => redis.disconnect())

const message = { to: '5511900000001', namespace: 'ns', elementName: 'aviso' }

/** An account of its own, and what is read of it when somebody scrapes: values by metric and labels. */
function open(settings: object = {}, url = redisUrl) {
  const name = `figures-${randomUUID().slice(0, 8)}`
  const account = Account.parse({ name, configId: 'c', username: 'u', password: { env: 'P' }, ...settings })
  const disparo = connect({ redis: redisUrl, account: name })
  const registry = new Registry()
  const figures = openAccountCollector(registry, [account], url)
  onTestFinished(async () => {
    figures.close()
    await disparo.close()
    await forget(redisUrl, name)
  })
  const scrape = async () => {
    const lines = (await registry.metrics()).split('\n').filter((line) => line && !line.startsWith('#'))
    const named = lines.map((line) =>
      line
        .replaceAll(/account="[^"]+",?/g, '')
        .replace('{}', '')
        .split(' '),
    )
    return Object.fromEntries(named.map(([key, value]) => [key, Number(value)]))
  }
  return { account, disparo, keys: accountKeys(name), registry, scrape }
}

test('an account of which nothing is known has zeros, an open gate and no callback', async () => {
  const { scrape } = open()
  const values = await scrape()
  expect(values).toMatchObject({
    disparo_redis_up: 1,
    disparo_account_up: 1,
    'disparo_lane_messages{lane="urgent",state="waiting"}': 0,
    'disparo_lane_paused{lane="bulk"}': 0,
    'disparo_lane_oldest_age_seconds{lane="bulk"}': 0,
    'disparo_lane_eta_seconds{lane="bulk"}': 0,
    disparo_gate_permits_used: 0,
    'disparo_gate_permits_max{lane="urgent"}': 500,
    'disparo_gate_permits_max{lane="bulk"}': 490,
    'disparo_gate_closed{reason="none"}': 0,
    'disparo_parked_messages{lane="urgent"}': 0,
    disparo_quiet_messages: 0,
    disparo_unknown_messages: 0,
    disparo_unknown_oldest_age_seconds: 0,
    disparo_report_open_messages: 0,
    disparo_report_lag_seconds: 0,
    disparo_report_quota_used: 0,
    disparo_report_quota_max: 60,
    disparo_report_foreign_items: 0,
  })
  expect(Object.keys(values).filter((name) => /callback|webhook/.test(name))).toEqual([])
})

test('templates that could not be read are told, where the account has some', async () => {
  const sync = { source: 'file', enforce: 'warn', from: 'a', now: 1 } as const
  const settings = { templates: { file: 'templates.json' } }
  const [untried, failing, sound] = [open(settings), open(settings), open(settings)]
  await recordCatalogueFailure(redis, failing.keys, { ...sync, message: 'no file' })
  const templates = [{ name: 'a', buttons: [] }]
  await storeCatalogue(redis, sound.keys, { ...sync, templates, problems: [] })
  expect(await untried.scrape()).not.toHaveProperty('disparo_templates_unreadable')
  expect(await failing.scrape()).toMatchObject({ disparo_templates_unreadable: 1 })
  expect(await sound.scrape()).toMatchObject({ disparo_templates_unreadable: 0 })
})

test('what waits for its hour is told, until that has come', async () => {
  const { keys, scrape } = open()
  const hourMs = 3_600_000
  await redis.hset(keys.quietHours, `a:${Date.now() + hourMs}`, '7', `a:${Date.now() - hourMs}`, '5')
  expect(await scrape()).toMatchObject({ disparo_quiet_messages: 7 })
})

test('a webhook tells its events, those of no message known, and ids that several messages had', async () => {
  const { keys, scrape } = open({ webhookSecret: { env: 'W' } })
  await redis.hset(keys.webhookCounts, { matched: 7, unmatched: 2, repeatedIds: 3 })
  await redis.xadd(keys.webhookUnmatched, '*', 'event', '{}')
  expect(await scrape()).toMatchObject({
    'disparo_webhook_events{result="matched"}': 7,
    'disparo_webhook_events{result="unmatched"}': 2,
    disparo_webhook_unmatched_events: 1,
    disparo_webhook_repeated_ids: 3,
  })
})

test('a lane tells what waits, what is put off, for how long the next one has waited, and when one more would go', async () => {
  const { disparo, scrape } = open()
  const began = Date.now()
  await disparo.send(message, { lane: 'urgent' })
  await disparo.send(message, { lane: 'urgent' })
  await disparo.sendMany(
    Array.from({ length: 980 }, () => message),
    { rowsBy: 'place' },
  )
  await disparo.send(message, { lane: 'bulk', sendAt: new Date(Date.now() + 3_600_000) })
  const values = await scrape()
  const most = (Date.now() - began) / 1_000 + 0.1
  expect(values).toMatchObject({
    'disparo_lane_messages{lane="urgent",state="waiting"}': 2,
    'disparo_lane_messages{lane="urgent",state="active"}': 0,
    'disparo_lane_messages{lane="bulk",state="waiting"}': 980,
    'disparo_lane_messages{lane="bulk",state="delayed"}': 1,
    'disparo_lane_eta_seconds{lane="urgent"}': 0,
  })
  // 490 in 61 s.
  expect(values['disparo_lane_eta_seconds{lane="bulk"}']).toBeCloseTo(122, 2)
  for (const lane of ['urgent', 'bulk']) {
    expect(values[`disparo_lane_oldest_age_seconds{lane="${lane}"}`]).toBeGreaterThan(0)
    expect(values[`disparo_lane_oldest_age_seconds{lane="${lane}"}`]).toBeLessThanOrEqual(most)
  }
})

test('what is in a lane that is paused waits', async () => {
  const { account, disparo, scrape } = open()
  const { bulk } = openLanes(redis, account)
  await bulk.pause()
  await disparo.send(message, { lane: 'bulk' })
  expect(await scrape()).toMatchObject({
    'disparo_lane_messages{lane="bulk",state="waiting"}': 1,
    'disparo_lane_paused{lane="bulk"}': 1,
    'disparo_lane_paused{lane="urgent"}': 0,
  })
})

test('what is of a paused batch does not wait, but is put off', async () => {
  const { account, disparo, keys, scrape } = open()
  const lanes = openLanes(redis, account)
  const { id } = await disparo.sendMany(
    Array.from({ length: 980 }, () => message),
    { rowsBy: 'place' },
  )
  await disparo.pauseBatch(id)
  const [moved] = await readBatchPhaseChanges(redis, keys)
  if (!moved) throw new TypeError('No batch is to be swept')
  const ledgerOptions = { retentionMs: 86_400_000, outbox: false }
  await sweepBatch({ redis, keys, lanes, ledgerOptions, shouldContinue: async () => true }, moved)
  expect(await scrape()).toMatchObject({
    'disparo_lane_messages{lane="bulk",state="waiting"}': 0,
    'disparo_lane_messages{lane="bulk",state="delayed"}': 980,
    'disparo_lane_oldest_age_seconds{lane="bulk"}': 0,
    'disparo_lane_eta_seconds{lane="bulk"}': 0,
  })
})

test('a closed gate has its reason, from a small set, and permits are those of the window', async () => {
  const { keys, scrape } = open()
  const now = Date.now()
  await redis.hset(keys.gate, 'until', now + 60_000, 'reason', 'http-418')
  await redis.zadd(keys.permits, now - 120_000, 'long ago', now - 30_000, 'a', now - 1_000, 'b')
  const values = await scrape()
  expect(values).toMatchObject({ 'disparo_gate_closed{reason="http-4xx"}': 1, disparo_gate_permits_used: 2 })
  expect(values['disparo_lane_eta_seconds{lane="urgent"}']).toBeGreaterThan(50)
  expect(Object.keys(values).filter((name) => name.startsWith('disparo_gate_closed'))).toHaveLength(1)
})

test('messages in doubt are told with the age of the oldest', async () => {
  const { keys, scrape } = open()
  await redis.zadd(keys.unknown, Date.now() - 600_000, 'old', Date.now(), 'young')
  const values = await scrape()
  expect(values.disparo_unknown_messages).toBe(2)
  expect(values.disparo_unknown_oldest_age_seconds).toBeGreaterThanOrEqual(599)
  expect(values.disparo_unknown_oldest_age_seconds).toBeLessThan(660)
})

test('the lag of the report is that of the oldest open slice never scanned', async () => {
  const { keys, scrape } = open()
  const slice = Math.floor(Date.now() / sliceMs)
  const [resolved, scanned, lagging, fresh] = [slice - 80, slice - 60, slice - 40, slice]
  await redis.hset(keys.slicesOpen, resolved, 0, scanned, 3, lagging, 4, fresh, 5)
  await redis.hset(keys.slicesTotal, resolved, 9, scanned, 9, lagging, 9, fresh, 9)
  await redis.hset(keys.slicesScanned, scanned, Date.now())
  await redis.zadd(keys.reportPermits, Date.now(), 'one', Date.now(), 'two')
  const values = await scrape()
  expect(values).toMatchObject({
    disparo_report_open_messages: 12,
    disparo_report_open_slices: 3,
    disparo_report_quota_used: 2,
  })
  expect(values.disparo_report_lag_seconds).toBeGreaterThanOrEqual(39 * 30)
  expect(values.disparo_report_lag_seconds).toBeLessThan(45 * 30)
})

test('an account that goes over XML has no report that could lag', async () => {
  const { keys, scrape } = open({ transport: 'xml' })
  await redis.hset(keys.slicesOpen, 1, 3)
  const values = await scrape()
  expect(values).toMatchObject({ disparo_report_open_messages: 3 })
  expect(values).not.toHaveProperty('disparo_report_lag_seconds')
})

test('an account with a callback tells how it stands', async () => {
  const { keys, scrape } = open({ callback: { url: 'https://example.com/', secret: { env: 'S' } } })
  await redis.xadd(keys.events, '*', 'a', 'b')
  await recordFailure(redis, keys, {
    ...{ eventId: '1-0', messageId: 'm1', reason: 'http-500', now: Date.now(), isProbe: false },
    ...{ retryAfterMs: undefined, decision: 'delayed', rule: breakerRule },
  })
  await redis.hset(keys.callbacks, 'disabledAt', Date.now(), 'disabledReason', 'http-500')
  expect(await scrape()).toMatchObject({
    disparo_callbacks_waiting: 1,
    disparo_callbacks_exhausted: 0,
    disparo_callbacks_disabled: 1,
    disparo_callbacks_breaker_open: 0,
    disparo_callbacks_outbox_used: expect.any(Number),
    disparo_callbacks_dropped: 0,
  })
})

test('an account that cannot be read is told, though Redis answers', async () => {
  const { keys, scrape } = open()
  await scrape()
  await redis.set(keys.gate, 'no gate')
  await expect.poll(scrape).toEqual({ disparo_redis_up: 1, disparo_account_up: 0 })
  await redis.del(keys.gate)
  await expect.poll(scrape).toMatchObject({ disparo_account_up: 1, disparo_unknown_messages: 0 })
})

test('while Redis is down a scrape succeeds, says so and leaves out what is not known', async () => {
  const line = await startRedisProxy(redisUrl)
  onTestFinished(() => line.disconnect())
  const { scrape } = open({}, line.url)
  expect(await scrape()).toMatchObject({ disparo_redis_up: 1, disparo_unknown_messages: 0 })
  await line.disconnect()
  await expect.poll(scrape).toEqual({ disparo_redis_up: 0, disparo_account_up: 0 })
  await line.reconnect()
  await expect.poll(scrape).toMatchObject({ disparo_redis_up: 1, disparo_unknown_messages: 0 })
})
