import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { accountKeys, openRedis } from '../redis/index.js'
import {
  type BeginInput,
  begin,
  readBatch,
  readEntry,
  recordChunk,
  type SettleInput,
  type Settlement,
  settle,
} from './index.js'

const keys = accountKeys('ledger-test')
const redis = openRedis(inject('redisUrl'), 'worker')
const message = { to: '5511900000001', namespace: 'ns', elementName: 'boas_vindas' }
const outage = { closeAfter: 5, firstPauseMs: 1_000, longestPauseMs: 60_000 }
const through = { kind: 'through' } as const

const start = (token: string, over: Partial<BeginInput> = {}) =>
  begin(redis, keys, {
    id: 'm1',
    token,
    lane: 'bulk',
    message,
    policy: 'verify',
    limit: { max: 100, windowMs: 60_000, safetyMarginMs: 0, reserve: 0 },
    maxAttempts: 3,
    attemptMs: 5_000,
    retentionMs: 86_400_000,
    enqueuedAt: 1_000,
    ...over,
  })
const end = (token: string, settlement: Partial<Settlement>, over: Partial<SettleInput> = {}) =>
  settle(redis, keys, {
    id: 'm1',
    token,
    maxAttempts: 3,
    retentionMs: 86_400_000,
    outage,
    settlement: { status: 'accepted', spend: 'always', exhausted: 'failed', gate: through, ...settlement },
    ...over,
  })
const entry = async (id = 'm1') => readEntry(id, await redis.hgetall(keys.message(id)))

beforeEach(async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
})
afterAll(() => redis.disconnect())

describe('begin and settle', () => {
  it('take a message from sending to accepted, remembering what it was and when', async () => {
    expect(await start('a')).toEqual({ kind: 'go', attempt: 1 })
    expect(await entry()).toMatchObject({
      status: 'sending',
      to: message.to,
      attempts: 1,
      times: { enqueued: 1_000 },
    })
    expect(await end('a', { upstreamId: 'up-1' })).toEqual({
      status: 'accepted',
      attempts: 1,
      spent: true,
      gate: { kind: 'unchanged' },
    })
    expect(await entry()).toMatchObject({
      status: 'accepted',
      upstreamId: 'up-1',
      elementName: 'boas_vindas',
    })
    expect(await redis.pttl(keys.message('m1'))).toBeGreaterThan(86_000_000)
  })

  it('never let an accepted message go again', async () => {
    await start('a')
    await end('a', {})
    expect(await start('b')).toEqual({ kind: 'settled', status: 'accepted' })
    expect(await start('c', { policy: 'resend' })).toEqual({ kind: 'settled', status: 'accepted' })
  })

  it('make a message unknown whose attempt never settled, and keep it so under verify', async () => {
    await start('dead')
    const sentAt = (await entry())?.times.sending
    expect(await start('next')).toEqual({ kind: 'unknown', since: new Date(sentAt ?? 0) })
    expect(await start('again')).toMatchObject({ kind: 'unknown' })
    expect(await entry()).toMatchObject({ status: 'unknown', detail: 'attempt-never-settled', attempts: 1 })
  })

  it('believe the attempt that was thought dead when it comes back accepted', async () => {
    await start('slow')
    await start('next')
    expect(await end('slow', {})).toMatchObject({ status: 'accepted' })
    expect(await entry()).not.toHaveProperty('detail')
  })

  it('do not put a fenced message back in a queue that no longer holds it', async () => {
    await start('slow')
    await start('next')
    expect(await end('slow', { status: 'enqueued', spend: 'never' })).toMatchObject({ status: 'unknown' })
  })

  it('send again under resend, up to the last attempt, and then rest as unknown', async () => {
    const policy = 'resend'
    expect(await start('a', { policy })).toEqual({ kind: 'go', attempt: 1 })
    expect(await start('b', { policy })).toEqual({ kind: 'go', attempt: 2 })
    expect(await start('c', { policy })).toEqual({ kind: 'go', attempt: 3 })
    expect(await start('d', { policy })).toMatchObject({ kind: 'unknown' })
  })

  it('ignore what an attempt says that no longer holds the message, but for accepted', async () => {
    await start('a', { policy: 'resend' })
    await start('b', { policy: 'resend' })
    expect(await end('a', { status: 'rejected' })).toMatchObject({ status: 'sending' })
    expect(await end('a', { status: 'accepted' })).toMatchObject({ status: 'accepted' })
    expect(await end('b', { status: 'rejected' })).toMatchObject({ status: 'accepted' })
  })

  it('answer a repeated call as the first time, when the connection broke in between', async () => {
    expect(await start('a')).toEqual({ kind: 'go', attempt: 1 })
    expect(await start('a')).toEqual({ kind: 'go', attempt: 1 })
    expect(await redis.zcard(keys.permits)).toBe(1)
    await end('a', { status: 'enqueued', spend: 'never' })
    expect(await end('a', { status: 'enqueued', spend: 'never' })).toMatchObject({
      status: 'enqueued',
      attempts: 0,
    })
  })

  it('count attempts that were spent, and fail the message with the last one', async () => {
    for (const token of ['a', 'b']) {
      await start(token)
      expect(await end(token, { status: 'enqueued', detail: 'http-503' })).toMatchObject({
        status: 'enqueued',
        spent: true,
      })
    }
    await start('throttled')
    expect(await end('throttled', { status: 'enqueued', spend: 'never' })).toMatchObject({
      attempts: 2,
      spent: false,
    })
    await start('c')
    expect(await end('c', { status: 'enqueued', detail: 'http-503' })).toMatchObject({
      status: 'failed',
      attempts: 3,
    })
    expect(await entry()).toMatchObject({ status: 'failed', detail: 'http-503' })
  })

  it('spend nothing while the gate is closed', async () => {
    await start('a')
    const strain = {
      status: 'enqueued',
      spend: 'while-open',
      gate: { kind: 'strain', reason: 'dns' },
    } as const
    for (let n = 0; n < 4; n++) await end(`other${n}`, strain)
    expect(await end('a', strain)).toEqual({
      status: 'enqueued',
      attempts: 0,
      spent: false,
      gate: { kind: 'closed', ms: 1_000 },
    })
    expect(await start('b')).toMatchObject({ kind: 'wait' })
  })

  it('let a message expire that was not sent in time, once and for all', async () => {
    expect(await start('a', { expiresAt: Date.now() - 1 })).toEqual({ kind: 'expired' })
    expect(await start('b')).toEqual({ kind: 'settled', status: 'expired' })
    expect(await entry()).toMatchObject({ status: 'expired', to: message.to })
  })

  it('let no second job of the same message, in the other lane, send it', async () => {
    await start('a')
    expect(await start('b', { lane: 'urgent', policy: 'resend' })).toEqual({
      kind: 'settled',
      status: 'sending',
    })
  })

  it('write nothing when the message has to wait', async () => {
    const limit = { max: 1, windowMs: 60_000, safetyMarginMs: 0, reserve: 0 }
    await start('a', { limit })
    expect(await start('b', { id: 'm2', limit })).toMatchObject({ kind: 'wait' })
    expect(await entry('m2')).toBeUndefined()
  })
})

describe('a batch', () => {
  it('counts its messages by status, whatever way they go', async () => {
    const chunk = {
      id: 'b1',
      lane: 'bulk',
      lastRow: 5,
      rejectedRows: 1,
      now: 5,
      retentionMs: 86_400_000,
    } as const
    const rows = [1, 2, 3, 4].map((row) => ({ row }))
    await recordChunk(redis, keys, { ...chunk, rows })
    await recordChunk(redis, keys, { ...chunk, rows })
    const go = (id: string, token: string) => start(token, { id, batch: 'b1' })
    await go('m1', 'a')
    await end('a', {}, { batch: 'b1' })
    await go('m2', 'b')
    await end('b', { status: 'rejected' }, { id: 'm2', batch: 'b1' })
    await go('m3', 'c')
    await go('m3', 'd')
    const state = await readBatch(redis, keys, 'b1')
    expect(state).toMatchObject({ total: 4, rejectedRows: 1, createdAt: 5 })
    expect(state?.counts).toMatchObject({ enqueued: 1, sending: 0, accepted: 1, rejected: 1, unknown: 1 })
    await end('c', {}, { id: 'm3', batch: 'b1' })
    expect((await readBatch(redis, keys, 'b1'))?.counts).toMatchObject({
      enqueued: 1,
      accepted: 2,
      unknown: 0,
    })
  })

  it('counts messages that were sent before the batch was noted down', async () => {
    await start('a', { id: 'b2-1', batch: 'b2' })
    await end('a', {}, { id: 'b2-1', batch: 'b2' })
    expect(await redis.pttl(keys.batch('b2'))).toBeGreaterThan(0)
    const rows = [{ row: 1 }, { row: 2 }]
    await recordChunk(redis, keys, {
      id: 'b2',
      lane: 'bulk',
      lastRow: 2,
      rejectedRows: 0,
      now: 5,
      retentionMs: 9_000,
      rows,
    })
    expect((await readBatch(redis, keys, 'b2'))?.counts).toMatchObject({ enqueued: 1, accepted: 1 })
  })
})
