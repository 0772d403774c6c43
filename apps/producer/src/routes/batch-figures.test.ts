import { begin, observe, settle } from '@disparo/core/internal/ledger'
import { accountKeys, openRedis } from '@disparo/core/internal/redis'
import { afterAll, expect, inject, test } from 'vitest'
import { startTestServer } from '../test-support/test-server.js'

const door = await startTestServer()
const redis = openRedis(inject('redisUrl'), 'worker')
const keys = accountKeys(door.account)
afterAll(async () => {
  redis.disconnect()
  await door.close()
})

const message = { to: '5511900000001', namespace: 'ns', elementName: 'boas_vindas' }
const ledgerOptions = { retentionMs: 86_400_000, outbox: false }

/** Settles a row of a batch as told: accepted, or rejected for a reason. */
async function attempt(batch: string, row: number, reason?: string, words?: string): Promise<void> {
  const one = { id: `${batch}-${row}`, token: `t${row}`, batch, maxAttempts: 8, ledgerOptions }
  const limit = { max: 100, windowMs: 1_000, safetyMarginMs: 0, reserve: 0 }
  const terms = { lane: 'bulk', policy: 'verify', attemptMs: 1_000, enqueuedAt: Date.now() } as const
  await begin(redis, keys, { ...one, ...terms, row, message, limit })
  await settle(redis, keys, {
    ...one,
    settlement: {
      ...({ status: reason ? 'rejected' : 'accepted', countAttempt: 'always', exhausted: 'failed' } as const),
      ...(reason ? { reason, words, detail: `http-400: words of ${message.to}` } : {}),
      gate: { kind: 'none' },
    },
    outage: { closeAfter: 9, firstPauseMs: 1, longestPauseMs: 1 },
  })
}

async function campaign(): Promise<string> {
  const { id } = await door.disparo.sendMany(
    Array.from({ length: 5 }, () => message),
    { rowsBy: 'place' },
  )
  await attempt(id, 1)
  await attempt(id, 2, '132001')
  await attempt(id, 3, '132001')
  await attempt(id, 4, 'http-418-3f9a2c', 'words of nobody')
  const seen = { id: `${id}-1`, sentAt: Date.now(), readAt: Date.now() }
  await observe(redis, keys, { ledgerOptions, observations: [seen] })
  return id
}

test('the reasons of a batch say how often, what happened and what to do, and never whose', async () => {
  const id = await campaign()
  const { status, body } = await door.call('GET', `/batches/${id}/reasons`)
  expect(status).toBe(200)
  expect(body.reasons).toEqual([
    {
      ...{ code: '132001', count: 2, retry: 'never' },
      ...{ reason: expect.stringContaining('no such template'), advice: expect.any(String) },
    },
    {
      ...{
        code: 'http-418-3f9a2c',
        count: 1,
        detail: 'words of nobody',
        retry: 'never',
        reason: expect.any(String),
        advice: expect.any(String),
      },
    },
  ])
  expect(JSON.stringify(body)).not.toContain(message.to)
  expect(await door.disparo.batchReasons(id)).toEqual([
    { code: '132001', count: 2 },
    { code: 'http-418-3f9a2c', count: 1, detail: 'words of nobody' },
  ])
})

test('the messages of a reason are found', async () => {
  const id = await campaign()
  const found = await door.call('GET', `/batches/${id}/messages?reason=132001`)
  expect(found.body.messages).toMatchObject([
    { row: 2, reason: '132001', status: 'rejected' },
    { row: 3, reason: '132001', status: 'rejected' },
  ])
  for (const reason of ['http-418', 'http-418-3f9a2c']) {
    const { body } = await door.call('GET', `/batches/${id}/messages?reason=${reason}`)
    expect(body.messages).toMatchObject([{ row: 4, reason: 'http-418-3f9a2c' }])
  }
  const other = await door.call('GET', `/batches/${id}/messages?reason=http-418-000000`)
  expect(other.body.messages).toEqual([])
  const both = await door.call('GET', `/batches/${id}/messages?reason=132001&status=failed`)
  expect(both.body.messages).toEqual([])
  const wrong = await door.call('GET', `/batches/${id}/messages?reason=Not%20one`)
  expect([wrong.status, wrong.body.errors?.[0]?.path]).toEqual([400, 'reason'])
})

test('the series of a batch counts its changes by hour or minute, and only what is asked for', async () => {
  const id = await campaign()
  const totals = async (query: string) => {
    const { body } = await door.call('GET', `/batches/${id}/series${query}`)
    const sums: Record<string, number> = {}
    for (const { counts } of body.points)
      for (const [status, count] of Object.entries(counts as Record<string, number>))
        sums[status] = (sums[status] ?? 0) + count
    return { by: body.by, ...sums }
  }
  expect(await totals('')).toEqual({ by: 'hour', accepted: 1, rejected: 3, sent: 1, read: 1 })
  expect(await totals('?by=minute&status=read,sent')).toEqual({ by: 'minute', sent: 1, read: 1 })
  for (const [query, path] of [
    ['by=day', 'by'],
    ['status=enqueued', 'status'],
    ['from=1', 'from'],
  ]) {
    const { status, body } = await door.call('GET', `/batches/${id}/series?${query}`)
    expect([query, status, body.errors?.[0]?.path]).toEqual([query, 400, path])
  }
  const missing = '00000000-0000-4000-8000-000000000001'
  expect(await door.call('GET', `/batches/${missing}/series`)).toMatchObject({ status: 404 })
  expect(await door.call('GET', `/batches/${missing}/reasons`)).toMatchObject({ status: 404 })
})
