import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { accountKeys, openRedis } from '../../redis/index.js'
import {
  type BatchPhase,
  type BeginInput,
  type BeginResult,
  begin,
  cancelMessage,
  isLatestPhaseChange,
  markSwept,
  readBatch,
  readBatchPhaseChanges,
  readEntries,
  readReasons,
  readReleased,
  recordChunk,
  reopen,
  resolveDoubt,
  rowId,
  type Settlement,
  type StatusChange,
  setBatchPhase,
  settle,
} from '../index.js'

const keys = accountKeys('move-batch-test')
const redis = openRedis(inject('redisUrl'), 'worker')
const batch = '00000000-0000-4000-8000-000000000001'
const rows = [1, 2, 3]
const message = { to: '5511900000001', namespace: 'ns', elementName: 'aviso', externalLabel: 'campanha' }
const outage = { closeAfter: 99, firstPauseMs: 1_000, longestPauseMs: 60_000 }
const limit = { max: 10_000, windowMs: 60_000, safetyMarginMs: 0, reserve: 0 }
const dayMs = 86_400_000
const maxAttempts = 3

let heard: StatusChange[] = []
const ledgerOptions = {
  retentionMs: dayMs,
  outbox: true,
  onStatus: (change: StatusChange) => void heard.push(change),
}

const start = (row: number, token: string, over: Partial<BeginInput> = {}) =>
  begin(redis, keys, {
    ...{
      id: rowId(batch, row),
      token,
      lane: 'bulk',
      message,
      policy: 'verify',
      limit,
      ledgerOptions,
      maxAttempts,
      batch,
    },
    ...{ row, attemptMs: 5_000, enqueuedAt: 1_000 },
    ...over,
  })
const end = (row: number, token: string, status: Settlement['status']) =>
  settle(redis, keys, {
    ...{
      id: rowId(batch, row),
      token,
      lane: 'bulk',
      maxAttempts,
      ledgerOptions,
      outage,
      batch,
    },
    settlement: { status, countAttempt: 'always', exhausted: 'failed', gate: { kind: 'none' } },
  })
const move = (to: 'running' | 'paused' | 'cancelled') =>
  setBatchPhase(redis, keys, { id: batch, to, retentionMs: 2 * dayMs })
const sweep = async (row: number) => {
  const job = { id: rowId(batch, row), lane: 'bulk', batch, row, message, enqueuedAt: 1_000 } as const
  return (await cancelMessage(redis, keys, { ledgerOptions, job })).status
}
const release = (row: number) =>
  resolveDoubt(redis, keys, {
    ...{ ledgerOptions, ids: [rowId(batch, row)], as: 'enqueued', reason: 'proved-absent' },
    ...{ unknownBy: Number.MAX_SAFE_INTEGER, attemptMs: 0 },
  })
const entry = async (row: number) => (await readEntries({ redis, keys }, [rowId(batch, row)]))[0]
const parts = [keys.batch(batch), keys.batchRows(batch), keys.batchKeys(batch)]
const keptMs = () => Promise.all(parts.map((key) => redis.pttl(key)))
const listed = async (move: Promise<unknown>) => {
  await move
  const [moved] = await readBatchPhaseChanges(redis, keys)
  if (!moved) throw new TypeError('It is not listed')
  return moved
}
const state = () => readBatch(redis, keys, batch)
const record = (retentionMs = 2 * dayMs) =>
  recordChunk(redis, keys, {
    ...{ id: batch, lane: 'bulk', rows: rows.map((row) => ({ row, messageId: `m${row}` })), rejectedRows: 0 },
    ...{ now: Date.now(), retentionMs },
  })

const clear = async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
  heard = []
}
beforeEach(async () => {
  await clear()
  await record()
})
afterAll(async () => {
  await clear()
  redis.disconnect()
})

describe('a batch', () => {
  it('runs, is paused, resumed and cancelled, and is never anything else after that', async () => {
    expect(await state()).toMatchObject({ phase: 'running' })
    expect([await move('paused'), await move('paused')]).toEqual(['paused', 'paused'])
    expect(await state()).toMatchObject({ phase: 'paused', total: 3, counts: { enqueued: 3 } })
    expect(await move('running')).toBe('running')
    expect(await state()).toMatchObject({ phase: 'running' })
    expect([await move('cancelled'), await move('cancelled')]).toEqual(['cancelled', 'cancelled'])
    expect([await move('running'), await move('paused')]).toEqual(['cancelled', 'cancelled'])
    expect(await state()).toMatchObject({ phase: 'cancelled' })
  })

  it('is not made by moving it', async () => {
    await clear()
    expect(await move('cancelled')).toBeUndefined()
    // Its first message is counted before it is noted down.
    await start(1, 'a')
    expect(await move('paused')).toBeUndefined()
    expect(await readBatchPhaseChanges(redis, keys)).toEqual([])
  })

  it('is listed to be swept until its last move is worked off', async () => {
    expect(await readBatchPhaseChanges(redis, keys)).toEqual([])
    await move('paused')
    const [first] = await readBatchPhaseChanges(redis, keys)
    if (!first) throw new TypeError('It is not listed')
    expect(first.id).toBe(batch)
    await move('running')
    expect(await isLatestPhaseChange(redis, keys, first)).toBe(false)
    await markSwept(redis, keys, first)
    const [second] = await readBatchPhaseChanges(redis, keys)
    if (!second) throw new TypeError('It is not listed any more')
    expect(await isLatestPhaseChange(redis, keys, second)).toBe(true)
    await markSwept(redis, keys, second)
    expect(await readBatchPhaseChanges(redis, keys)).toEqual([])
  })

  it('that grows while it does not run is swept again', async () => {
    expect(await record()).toBe('running')
    expect(await readBatchPhaseChanges(redis, keys)).toEqual([])
    await move('paused')
    const [moved] = await readBatchPhaseChanges(redis, keys)
    if (moved) await markSwept(redis, keys, moved)
    expect(await record()).toBe('paused')
    expect(await readBatchPhaseChanges(redis, keys)).toHaveLength(1)
  })

  it('that grows while it is swept is swept to its end, and then again', async () => {
    const first = await listed(move('paused'))
    const second = await listed(record())
    expect(second).not.toEqual(first)
    expect(await isLatestPhaseChange(redis, keys, first)).toBe(true)
    await markSwept(redis, keys, first)
    expect(await readBatchPhaseChanges(redis, keys)).toEqual([second])
    await markSwept(redis, keys, second)
    expect(await readBatchPhaseChanges(redis, keys)).toEqual([])
  })

  it('is swept from the beginning by a move that changes it, not by one that is repeated', async () => {
    const first = await listed(move('cancelled'))
    expect(await listed(move('cancelled'))).toEqual(first)
    await markSwept(redis, keys, first)
    const again = await listed(move('cancelled'))
    expect(again.id).toBe(batch)
  })

  it('is kept for longer than any doubt may last once it is cancelled, and never less than it was to be', async () => {
    await move('cancelled')
    for (const ms of await keptMs()) expect(ms).toBeGreaterThan(33 * dayMs)
    await clear()
    await record(700 * dayMs)
    await record(dayMs)
    await move('paused')
    await move('paused')
    await move('running')
    for (const ms of await keptMs()) expect(ms).toBeGreaterThan(699 * dayMs)
    expect(await redis.hexists(keys.batch(batch), 'keptUntil')).toBe(0)
  })

  it('keeps the lane that it began with', async () => {
    const late = { id: batch, lane: 'urgent', rows: [], rejectedRows: 2 } as const
    await recordChunk(redis, keys, { ...late, now: Date.now(), retentionMs: dayMs })
    expect(await state()).toMatchObject({ lane: 'bulk', rejectedRows: 2 })
  })
})

describe('a message of a paused batch', () => {
  it('waits without a permit, an attempt or an entry, and goes when it is resumed', async () => {
    await move('paused')
    expect(await start(1, 'a')).toEqual({ kind: 'paused', batch })
    expect(await entry(1)).toBeUndefined()
    expect(await redis.zcard(keys.permits)).toBe(0)
    await move('running')
    expect(await start(1, 'b')).toEqual({ kind: 'go', attempt: 1 })
  })

  it('expires all the same, and is told when', async () => {
    await move('paused')
    const expiresAt = Date.now() + 60_000
    expect(await start(1, 'a', { expiresAt })).toEqual({
      ...{ kind: 'paused', batch, expiresAt: new Date(expiresAt) },
    })
    expect(await start(1, 'a', { expiresAt: Date.now() - 1 })).toEqual({ kind: 'expired' })
  })

  it('keeps the batch known, however long that is, and rows that come later do not end that', async () => {
    await move('paused')
    await start(1, 'a', { expiresAt: 1 })
    expect(await record()).toBe('paused')
    expect(await keptMs()).toEqual([-1, -1, -1])
  })

  it('that is in doubt is not sent again meanwhile', async () => {
    await start(1, 'dead', { policy: 'resend' })
    await move('paused')
    expect(await start(1, 'next', { policy: 'resend' })).toMatchObject({ kind: 'unknown' })
    await move('running')
    expect(await start(1, 'last', { policy: 'resend' })).toEqual({ kind: 'go', attempt: 2 })
  })

  it('goes on where its attempt had begun', async () => {
    await start(1, 'a')
    await move('paused')
    expect(await start(1, 'a')).toEqual({ kind: 'go', attempt: 1 })
    expect(await end(1, 'a', 'accepted')).toMatchObject({ status: 'accepted' })
  })
})

describe('a message of a cancelled batch', () => {
  it('is cancelled by begin, taking no permit, and told once', async () => {
    await move('cancelled')
    expect(await start(1, 'a')).toEqual({ kind: 'cancelled' })
    expect(await start(1, 'b')).toEqual({ kind: 'settled', status: 'cancelled' })
    expect(await redis.zcard(keys.permits)).toBe(0)
    expect(await entry(1)).toMatchObject({ status: 'cancelled', to: message.to, attempts: 0 })
    expect(heard).toEqual([{ lane: 'bulk', status: 'cancelled' }])
    const told = await redis.xrange(keys.events, '-', '+')
    expect(told.map(([, fields]) => fields[3])).toEqual(['cancelled'])
    expect(await state()).toMatchObject({ counts: { cancelled: 1, enqueued: 2 } })
  })

  it('is cancelled in its lane, whether it was tried or not', async () => {
    await start(1, 'a')
    await end(1, 'a', 'enqueued')
    expect(await sweep(1)).toBe('enqueued')
    await move('cancelled')
    heard = []
    expect([await sweep(1), await sweep(1), await sweep(2)]).toEqual(['cancelled', 'cancelled', 'cancelled'])
    expect(heard).toHaveLength(2)
    expect(await entry(2)).toMatchObject({ status: 'cancelled', batch, row: 2, externalLabel: 'campanha' })
    expect(await state()).toMatchObject({ counts: { cancelled: 2, enqueued: 1 } })
  })

  it('is accepted where its attempt had begun, and cancelled where that was in vain', async () => {
    await start(1, 'a')
    await start(2, 'b')
    await move('cancelled')
    expect([await sweep(1), await sweep(2)]).toEqual(['sending', 'sending'])
    expect(await end(1, 'a', 'accepted')).toMatchObject({ status: 'accepted' })
    expect(await end(2, 'b', 'enqueued')).toMatchObject({ status: 'cancelled' })
    expect(await state()).toMatchObject({ counts: { accepted: 1, cancelled: 1, enqueued: 1 } })
  })

  it.each(['verify', 'resend', 'hold'] as const)(
    'stays in doubt under %s until that is over, and is not sent again then',
    async (policy) => {
      await start(1, 'dead', { policy })
      await move('cancelled')
      expect(await start(1, 'next', { policy })).toMatchObject({ kind: 'unknown' })
      expect(await sweep(1)).toBe('unknown')
      await release(1)
      expect(await entry(1)).toMatchObject({ status: 'cancelled', detail: 'proved-absent' })
      expect(await readReleased(redis, keys, 10)).toEqual([])
      expect(await start(1, 'last', { policy })).toEqual({ kind: 'settled', status: 'cancelled' })
    },
  )

  it('is in doubt, not cancelled, where its attempt may have sent it, which no attempt shows to be in vain', async () => {
    const timedOut = (row: number, token: string) =>
      settle(redis, keys, {
        ...{
          id: rowId(batch, row),
          token,
          lane: 'bulk',
          maxAttempts,
          ledgerOptions,
          outage,
          batch,
        },
        settlement: {
          status: 'enqueued',
          countAttempt: 'always',
          exhausted: 'unknown',
          gate: { kind: 'none' },
        },
      })
    await start(1, 'a', { policy: 'resend' })
    await start(2, 'b', { policy: 'resend' })
    expect(await timedOut(1, 'a')).toMatchObject({ status: 'enqueued' })
    await move('cancelled')
    expect(await timedOut(2, 'b')).toMatchObject({ status: 'unknown' })
    expect(await start(2, 'c', { policy: 'resend' })).toMatchObject({ kind: 'unknown' })
    await release(2)
    expect(await entry(2)).toMatchObject({ status: 'cancelled' })
  })

  it('cannot be sent again by an operator, were it failed or cancelled', async () => {
    const jobKey = `${keys.prefix}:a-job`
    await redis.set(jobKey, 'a job')
    for (const token of ['a', 'b', 'c']) {
      await start(1, token)
      await end(1, token, 'enqueued')
    }
    expect(await entry(1)).toMatchObject({ status: 'failed' })
    await move('cancelled')
    await sweep(2)
    const messages = [1, 2].map((row) => ({ id: rowId(batch, row), jobKey }))
    expect(await reopen(redis, keys, { ledgerOptions, messages })).toEqual(['cancelled', 'cancelled'])
  })

  it('of no batch is nobody, and those of other batches go on', async () => {
    await move('cancelled')
    const id = '00000000-0000-4000-8000-000000000002'
    expect(await start(1, 'a', { id, batch: undefined, row: undefined })).toMatchObject({ kind: 'go' })
    expect(await start(1, 'b', { id: rowId(id, 1), batch: id })).toMatchObject({ kind: 'go' })
  })
})

describe('whatever happens in whatever order', () => {
  type Step =
    | {
        readonly do: 'begin'
        readonly row: number
        readonly policy: 'verify' | 'resend'
        readonly late: boolean
      }
    | { readonly do: 'settle'; readonly row: number; readonly status: Settlement['status'] }
    | { readonly do: 'move'; readonly to: 'running' | 'paused' | 'cancelled' }
    | { readonly do: 'sweep' | 'release'; readonly row: number }
  const row = fc.constantFrom(...rows)
  const step: fc.Arbitrary<Step> = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('begin'),
        row,
        policy: fc.constantFrom('verify', 'resend'),
        late: fc.boolean(),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('settle'),
        row,
        status: fc.constantFrom('accepted', 'rejected', 'unknown', 'enqueued'),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('move'),
        to: fc.constantFrom('paused', 'running', 'cancelled'),
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('sweep', 'release'), row }) },
  ) as fc.Arbitrary<Step>

  it('no attempt begins while the batch does not run, and the counts are those of its messages', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        await clear()
        await record()
        const phase = { now: 'running' as BatchPhase, wasCancelled: false }
        const tokens = new Map<number, string>()
        for (const [index, each] of steps.entries()) {
          if (each.do === 'move') {
            phase.now = (await move(each.to)) ?? phase.now
            if (phase.wasCancelled) expect(phase.now).toBe('cancelled')
            phase.wasCancelled ||= phase.now === 'cancelled'
          } else if (each.do === 'begin') {
            const token = `t${index}`
            const over = { policy: each.policy, ...(each.late ? { expiresAt: 1 } : {}) }
            const { kind }: BeginResult = await start(each.row, token, over)
            if (kind === 'go') tokens.set(each.row, token)
            if (phase.now !== 'running') expect(kind).not.toBe('go')
            if (phase.now !== 'cancelled') expect(kind).not.toBe('cancelled')
          } else if (each.do === 'settle') {
            await end(each.row, tokens.get(each.row) ?? 'none', each.status)
          } else if (each.do === 'sweep') await sweep(each.row)
          else await release(each.row)
          const batchNow = await state()
          const statuses = await Promise.all(rows.map(async (n) => (await entry(n))?.status ?? 'enqueued'))
          for (const [status, count] of Object.entries(batchNow?.counts ?? {})) {
            expect([status, count]).toEqual([status, statuses.filter((one) => one === status).length])
          }
          const { rejected = 0, failed = 0, unknown = 0 } = batchNow?.counts ?? {}
          const explained = await readReasons(redis, keys, batch)
          expect(explained.reduce((sum, { count }) => sum + count, 0)).toBe(rejected + failed + unknown)
        }
        if (phase.now !== 'cancelled') return
        // Once all is over, nothing of it is left to be sent.
        for (const n of rows) {
          await end(n, tokens.get(n) ?? 'none', 'enqueued')
          await sweep(n)
        }
        expect((await state())?.counts).toMatchObject({ enqueued: 0, sending: 0 })
      }),
      { numRuns: 150 },
    )
  })
})
