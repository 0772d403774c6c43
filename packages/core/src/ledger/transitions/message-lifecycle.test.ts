import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { accountKeys, openRedis } from '../../redis/index.js'
import {
  type BeginInput,
  begin,
  dropSlices,
  entryField,
  markScanned,
  type Observation,
  observe,
  parseEntry,
  readBatch,
  readReleased,
  readSliceMessages,
  readSlices,
  readUnknown,
  recordChunk,
  resolveDoubt,
  type SettleInput,
  type Settlement,
  settle,
  sliceMs,
  timeField,
} from '../index.js'

const keys = accountKeys('ledger-test')
const redis = openRedis(inject('redisUrl'), 'worker')
const message = { to: '5511900000001', namespace: 'ns', elementName: 'boas_vindas' }
const outage = { closeAfter: 5, firstPauseMs: 1_000, longestPauseMs: 60_000 }
const through = { kind: 'success' } as const

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
    ledgerOptions: { retentionMs: 86_400_000, outbox: false },
    enqueuedAt: 1_000,
    ...over,
  })
const end = (token: string, settlement: Partial<Settlement>, over: Partial<SettleInput> = {}) =>
  settle(redis, keys, {
    id: 'm1',
    token,
    maxAttempts: 3,
    ledgerOptions: { retentionMs: 86_400_000, outbox: false },
    outage,
    settlement: {
      status: 'accepted',
      countAttempt: 'always',
      exhausted: 'failed',
      gate: through,
      ...settlement,
    },
    ...over,
  })
const entry = async (id = 'm1') => parseEntry(id, await redis.hgetall(keys.message(id)))

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
      attemptCounted: true,
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
    expect(await end('slow', { status: 'enqueued', countAttempt: 'never' })).toMatchObject({
      status: 'unknown',
    })
  })

  it('send again under resend, up to the last attempt, and then rest as unknown', async () => {
    const policy = 'resend'
    expect(await start('a', { policy })).toEqual({ kind: 'go', attempt: 1 })
    expect(await start('b', { policy })).toEqual({ kind: 'go', attempt: 2 })
    expect(await start('c', { policy })).toEqual({ kind: 'go', attempt: 3 })
    expect(await start('d', { policy })).toMatchObject({ kind: 'unknown' })
  })

  it('remember when attempts that came to nothing began, and why: five of the last', async () => {
    await start('a')
    await end('a', { reason: 'http-503' })
    expect(await entry()).not.toHaveProperty('tried')
    const failed = { status: 'enqueued', countAttempt: 'never', reason: 'http-503' } as const
    for (let n = 1; n <= 7; n += 1) {
      await start(`a${n}`, { id: 'm2' })
      await end(`a${n}`, { ...failed, ...(n === 4 && { reason: 'throttled' }) }, { id: 'm2' })
      await end(`a${n}`, failed, { id: 'm2' })
    }
    await start('b1', { id: 'm2', policy: 'resend' })
    await start('b2', { id: 'm2', policy: 'resend' })
    await end('b2', { reason: 'other' }, { id: 'm2' })
    const { tried = [], times } = (await entry('m2')) ?? {}
    const whys = ['throttled', 'http-503', 'http-503', 'http-503', 'attempt-never-settled']
    expect(tried.map(({ reason }) => reason)).toEqual(whys)
    const moments = [...tried.map(({ at }) => at), times?.sending ?? 0]
    expect(moments).toEqual(moments.toSorted((one, other) => one - other))
    expect(moments[0]).toBeGreaterThan(Date.now() - 600_000)
  })

  it('never send again, under resend either, what was answered no, before its doubt is resolved', async () => {
    const policy = 'resend'
    await start('a', { policy })
    await end('a', { status: 'unknown', denied: true })
    expect(await start('b', { policy })).toMatchObject({ kind: 'unknown' })
    await resolveDoubt(redis, keys, {
      ledgerOptions: { retentionMs: 86_400_000, outbox: false },
      ...{ ids: ['m1'], as: 'enqueued', reason: 'proved-absent' },
      ...{ unknownBy: Date.now() + 60_000, attemptMs: 0 },
    })
    expect(await start('c', { policy })).toEqual({ kind: 'go', attempt: 2 })
    expect(await start('d', { policy })).toEqual({ kind: 'go', attempt: 3 })
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
    await end('a', { status: 'enqueued', countAttempt: 'never' })
    expect(await end('a', { status: 'enqueued', countAttempt: 'never' })).toMatchObject({
      status: 'enqueued',
      attempts: 0,
    })
  })

  it('count attempts that were spent, and fail the message with the last one', async () => {
    for (const token of ['a', 'b']) {
      await start(token)
      expect(await end(token, { status: 'enqueued', detail: 'http-503' })).toMatchObject({
        status: 'enqueued',
        attemptCounted: true,
      })
    }
    await start('throttled')
    expect(await end('throttled', { status: 'enqueued', countAttempt: 'never' })).toMatchObject({
      attempts: 2,
      attemptCounted: false,
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
      countAttempt: 'while-open',
      gate: { kind: 'failure', reason: 'dns' },
    } as const
    for (let n = 0; n < 4; n++) await end(`other${n}`, strain)
    expect(await end('a', strain)).toEqual({
      status: 'enqueued',
      attempts: 0,
      delayMs: 2_000,
      attemptCounted: false,
      gate: { kind: 'closed', ms: 1_000 },
    })
    // What was refused goes behind the others.
    expect(await start('b')).toMatchObject({ kind: 'postponed', first: true })
    expect(await start('c', { id: 'm2' })).toMatchObject({ kind: 'wait' })
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
      rejectedRows: 0,
      now: 5,
      retentionMs: 9_000,
      rows,
    })
    expect((await readBatch(redis, keys, 'b2'))?.counts).toMatchObject({ enqueued: 1, accepted: 1 })
  })
})

describe('slices and observations', () => {
  const ledgerOptions = { retentionMs: 86_400_000, outbox: true }
  const accepted = async (id: string, over: Partial<BeginInput> = {}) => {
    await start(id, { id, ledgerOptions, ...over })
    await end(id, {}, { id, ledgerOptions, batch: over.batch })
  }
  const see = (id: string, seen: Partial<Observation>) =>
    observe(redis, keys, { ledgerOptions, observations: [{ id, ...seen }] })
  const told = async () =>
    (await redis.xrange(keys.events, '-', '+')).map(([, fields]) => `${fields[1]} ${fields[3]} ${fields[5]}`)

  it('keep an accepted message open in the slice of its sending until it is read', async () => {
    await accepted('m1')
    await accepted('m2')
    const [slice] = await readSlices(redis, keys)
    expect(slice).toMatchObject({ total: 2, open: 2 })
    expect((await readSliceMessages(redis, keys, [slice?.n ?? 0])).messages).toMatchObject([
      { id: 'm1', to: message.to, status: 'accepted' },
      { id: 'm2' },
    ])
    await see('m1', { dispatchedAt: 1_000, sentAt: 2_000, receivedAt: 3_000, readAt: 4_000 })
    expect(await readSlices(redis, keys)).toMatchObject([{ total: 2, open: 1 }])
    expect((await readSliceMessages(redis, keys, [slice?.n ?? 0])).messages).toHaveLength(2)
    await markScanned(redis, keys, [{ n: slice?.n ?? 0, length: 1, scannedAt: 77 }])
    expect(await readSlices(redis, keys)).toMatchObject([{ scannedAt: 77 }])
    await dropSlices(redis, keys, slice ? [slice] : [])
    expect(await readSlices(redis, keys)).toEqual([])
  })

  it('count a message that is unknown as open, and no longer once it is sent again', async () => {
    await start('a', { ledgerOptions, policy: 'verify' })
    await start('b', { ledgerOptions, policy: 'verify' })
    expect(await readSlices(redis, keys)).toMatchObject([{ open: 1 }])
    await start('c', { ledgerOptions, policy: 'resend' })
    expect(await readSlices(redis, keys)).toMatchObject([{ open: 0 }])
    await end('c', {}, { ledgerOptions })
    expect(await readSlices(redis, keys)).toMatchObject([{ open: 1 }])
  })

  it('never move a status back, and fill gaps later', async () => {
    await accepted('m1', { batch: 'b1' })
    expect(await see('m1', { receivedAt: 3_000, billable: true, origin: 'API' })).toBe(1)
    expect(await entry()).toMatchObject({ status: 'received', billable: true, origin: 'API' })
    expect(await see('m1', { sentAt: 2_000 })).toBe(1)
    expect(await entry()).toMatchObject({ status: 'received', times: { sent: 2_000, received: 3_000 } })
    expect(await see('m1', { sentAt: 2_500, receivedAt: 3_500 })).toBe(0)
    expect(await entry()).toMatchObject({ times: { sent: 2_000, received: 3_000 } })
    expect((await redis.hgetall(keys.batch('b1'))).received).toBe('1')
    expect(Number((await redis.hgetall(keys.batch('b1'))).accepted)).toBe(0)
  })

  it('tell each status once, in the order of its life', async () => {
    await accepted('m1')
    await see('m1', { sentAt: 2_000, receivedAt: 3_000 })
    await see('m1', { sentAt: 2_000, receivedAt: 3_000, readAt: 4_000 })
    expect((await told()).slice(1)).toEqual(['m1 sent 2000', 'm1 received 3000', 'm1 read 4000'])
    expect((await told())[0]).toMatch(/^m1 accepted /)
  })

  it('find an unknown message accepted by what the report shows', async () => {
    await start('a', { ledgerOptions })
    await start('b', { ledgerOptions })
    await see('m1', { dispatchedAt: 1_000, sentAt: 2_000 })
    expect(await entry()).toMatchObject({ status: 'sent', times: { accepted: 1_000, sent: 2_000 } })
    expect(await start('c', { ledgerOptions })).toEqual({ kind: 'settled', status: 'sent' })
  })

  it('record a failure, but not after the message was received', async () => {
    await accepted('m1')
    await accepted('m2')
    await see('m2', { receivedAt: 3_000 })
    await see('m1', { failedAt: 5_000, detail: '131026' })
    await see('m2', { failedAt: 5_000, detail: '131026' })
    expect(await entry('m1')).toMatchObject({ status: 'failed', detail: '131026' })
    expect(await entry('m2')).toMatchObject({ status: 'received' })
    expect(await readSlices(redis, keys)).toMatchObject([{ open: 1 }])
  })

  it('let a failed message be until it was received all the same', async () => {
    await accepted('m1', { batch: 'b1' })
    await see('m1', { failedAt: 5_000, detail: '131026' })
    const counts = await readBatch(redis, keys, 'b1')
    expect(await see('m1', { dispatchedAt: 4_000, sentAt: 4_000 })).toBe(1)
    expect(await entry('m1')).toMatchObject({ status: 'failed', detail: '131026', times: { sent: 4_000 } })
    expect(await readBatch(redis, keys, 'b1')).toEqual(counts)
    expect((await readSlices(redis, keys))[0]).toMatchObject({ total: 1, open: 0 })
    await see('m1', { receivedAt: 6_000 })
    expect(await entry('m1')).toMatchObject({ status: 'received' })
  })

  it('let a message in doubt that is said to have failed be so, too', async () => {
    await start('a')
    await end('a', { status: 'unknown' })
    await see('m1', { failedAt: 5_000, detail: '131026' })
    await see('m1', { dispatchedAt: 4_000 })
    expect(await entry('m1')).toMatchObject({ status: 'failed', detail: '131026' })
  })

  it('are kept while in doubt, however short the ledger remembers', async () => {
    const ledgerOptions = { retentionMs: 1_000, outbox: false }
    await start('a', { ledgerOptions })
    await end('a', { status: 'unknown' }, { ledgerOptions })
    expect(await redis.pttl(keys.message('m1'))).toBeGreaterThan(31 * 86_400_000)
    expect(await start('b', { ledgerOptions })).toMatchObject({ kind: 'unknown' })
    expect(await redis.pttl(keys.message('m1'))).toBeGreaterThan(31 * 86_400_000)
  })

  it('keep what upstream says of a message that has not failed, until its status moves', async () => {
    await accepted('m1')
    await see('m1', { detail: 'Aguardando' })
    expect(await entry()).toMatchObject({ status: 'accepted', detail: 'Aguardando' })
    await see('m1', { readAt: 5_000 })
    expect((await entry())?.detail).toBeUndefined()
  })

  it('leave the usual origin unwritten, but never another one', async () => {
    await accepted('m1')
    await see('m1', { origin: 'OPERATOR', billable: false })
    expect(await entry()).toMatchObject({ origin: 'OPERATOR', billable: false })
    await see('m1', { origin: 'API' })
    expect(await entry()).toMatchObject({ origin: 'API', billable: false })
    expect(await redis.hexists(keys.message('m1'), entryField.origin)).toBe(0)
    await accepted('m2')
    await see('m2', { origin: 'API' })
    expect(await entry('m2')).toMatchObject({ origin: 'API' })
    expect(await entry('m2')).not.toHaveProperty('billable')
  })

  it('move a message that is sent again to the slice of its last attempt', async () => {
    const lane = 'urgent'
    await start('a', { ledgerOptions, lane })
    await start('b', { ledgerOptions, lane })
    const first = Math.floor(((await entry())?.times.sending ?? 0) / sliceMs)
    const earlier = first - 10
    await redis.hset(keys.message('m1'), timeField.sending, earlier * sliceMs)
    await redis.rename(keys.slice(first), keys.slice(earlier))
    for (const counts of [keys.slicesTotal, keys.slicesOpen]) {
      await redis.hset(counts, String(earlier), 1)
      await redis.hdel(counts, String(first))
    }
    expect((await readSliceMessages(redis, keys, [earlier])).messages).toMatchObject([{ id: 'm1', lane }])
    await start('c', { ledgerOptions, lane, policy: 'resend' })
    await end('c', {}, { ledgerOptions })
    const [before, after] = await readSlices(redis, keys)
    expect(before).toMatchObject({ n: earlier, total: 1, open: 0 })
    expect(after).toMatchObject({ total: 1, open: 1 })
    expect((await readSliceMessages(redis, keys, [earlier])).messages).toEqual([])
    expect((await readSliceMessages(redis, keys, [after?.n ?? 0])).messages).toMatchObject([
      { id: 'm1', lane },
    ])
  })

  it('ignore what is seen of messages that are not in the ledger', async () => {
    expect(await see('nobody', { sentAt: 1 })).toBe(0)
    expect(await redis.exists(keys.message('nobody'))).toBe(0)
  })

  it('forget what has been in doubt for longer than any entry is kept', async () => {
    await redis.zadd(keys.unknown, 1_000, 'long-ago', Date.now() - 70 * 86_400_000, 'older-than-its-entry')
    await redis.zadd(keys.unknown, Date.now() - 20 * 86_400_000, 'kept')
    await start('t1')
    await end('t1', { status: 'unknown' })
    expect(await readUnknown(redis, keys, 10)).toEqual(['kept', 'm1'])
  })

  it('take a thousand observations in short calls', async () => {
    const ids = Array.from({ length: 1_000 }, (_, n) => `m${n}`)
    for (const id of ids)
      await redis.hset(
        keys.message(id),
        entryField.to,
        '5511987554321',
        entryField.status,
        'accepted',
        timeField.accepted,
        '1',
      )
    const observations = ids.map((id) => ({ id, sentAt: 2_000, receivedAt: 3_000 }))
    expect(await observe(redis, keys, { ledgerOptions, observations })).toBe(1_000)
    expect(await observe(redis, keys, { ledgerOptions, observations })).toBe(0)
  })
})

describe('releasing', () => {
  const ledgerOptions = { retentionMs: 86_400_000, outbox: false }
  const now = Number.MAX_SAFE_INTEGER

  it('sends an unknown message again, once it is proved absent', async () => {
    await start('a', { batch: 'b1' })
    await end('a', { status: 'unknown' }, { batch: 'b1' })
    expect(await readUnknown(redis, keys, 10)).toEqual(['m1'])
    expect(
      await resolveDoubt(redis, keys, {
        ledgerOptions,
        as: 'enqueued',
        ids: ['m1', 'm2'],
        reason: 'proved-absent',
        unknownBy: now,
        attemptMs: 0,
      }),
    ).toEqual(['m1'])
    expect(await entry()).toMatchObject({ status: 'enqueued', detail: 'proved-absent' })
    expect(await readUnknown(redis, keys, 10)).toEqual([])
    expect(await readSlices(redis, keys)).toMatchObject([{ open: 0 }])
    expect(await redis.pttl(keys.message('m1'))).toBe(-1)
    expect(await start('b', { batch: 'b1' })).toEqual({ kind: 'go', attempt: 2 })
  })

  it('fails a message that is proved absent after its last attempt, but not where somebody has it sent again', async () => {
    const absent = {
      ledgerOptions,
      as: 'enqueued',
      ids: ['m1'],
      reason: 'proved-absent',
      unknownBy: now,
      attemptMs: 0,
    } as const
    const doubt = async (token: string) => {
      await start(token)
      await end(token, { status: 'unknown' })
    }
    await doubt('a')
    expect(await resolveDoubt(redis, keys, { ...absent, maxAttempts: 2 })).toEqual(['m1'])
    expect(await entry()).toMatchObject({ status: 'enqueued', attempts: 1 })
    await doubt('b')
    expect(await resolveDoubt(redis, keys, { ...absent, maxAttempts: 2 })).toEqual(['m1'])
    expect(await entry()).toMatchObject({
      ...{ status: 'failed', attempts: 2, detail: 'attempts-exhausted: proved-absent' },
    })
    expect(await redis.pttl(keys.message('m1'))).toBeGreaterThan(0)
    expect(await readReleased(redis, keys, 10)).toEqual(['m1'])

    await redis.del(keys.message('m1'), keys.released)
    await doubt('c')
    await resolveDoubt(redis, keys, { ...absent, maxAttempts: 2 })
    await doubt('d')
    expect(await resolveDoubt(redis, keys, { ...absent, reason: 'resend, says ana' })).toEqual(['m1'])
    expect(await entry()).toMatchObject({ status: 'enqueued', attempts: 2 })
  })

  it('proves nothing of a message that became unknown after the scan, or is known by now', async () => {
    await start('a')
    await end('a', { status: 'unknown' })
    expect(
      await resolveDoubt(redis, keys, {
        ledgerOptions,
        as: 'enqueued',
        ids: ['m1'],
        reason: 'proved-absent',
        unknownBy: Date.now() - 60_000,
        attemptMs: 0,
      }),
    ).toEqual([])
    const going = {
      ledgerOptions,
      as: 'enqueued',
      ids: ['m1'],
      reason: 'proved-absent',
      unknownBy: Date.now(),
    } as const
    expect(await resolveDoubt(redis, keys, { ...going, attemptMs: 60_000 })).toEqual([])
    await observe(redis, keys, { ledgerOptions, observations: [{ id: 'm1', dispatchedAt: 5 }] })
    expect(
      await resolveDoubt(redis, keys, {
        ledgerOptions,
        as: 'enqueued',
        ids: ['m1'],
        reason: 'proved-absent',
        unknownBy: now,
        attemptMs: 0,
      }),
    ).toEqual([])
    expect(await entry()).toMatchObject({ status: 'accepted' })
  })
})
