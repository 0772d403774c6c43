import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { accountKeys, openRedis } from '../../redis/index.js'
import {
  type BeginTerms,
  beginAll,
  finishBatch,
  type HaltTerms,
  judgeDueCanaries,
  observe,
  openBatch,
  readBatch,
  readBatchPhaseChanges,
  readEntries,
  recordChunk,
  rowId,
  type Settlement,
  type SettleTerms,
  setBatchPhase,
  settleAll,
} from '../index.js'

const keys = accountKeys('batch-halt-test')
const redis = openRedis(inject('redisUrl'), 'worker')
const batch = '00000000-0000-4000-8000-000000000001'
const message = { to: '5511900000001', namespace: 'ns', elementName: 'aviso' }
const dayMs = 86_400_000
const usual: HaltTerms = { after: 20, share: 0.3, dropIns: false, canaryWaitMs: 600_000 }

const ledgerOptions = (halt: HaltTerms | undefined) => ({ retentionMs: dayMs, outbox: true, halt })
const termsOf = (halt: HaltTerms | undefined): BeginTerms & SettleTerms => ({
  ...({ lane: 'bulk', policy: 'verify' } as const),
  ...{ maxAttempts: 9, attemptMs: 5_000, ledgerOptions: ledgerOptions(halt) },
  limit: { max: 100_000, windowMs: 60_000, safetyMarginMs: 0, reserve: 0 },
  outage: { closeAfter: 99_999, firstPauseMs: 1_000, longestPauseMs: 60_000 },
})

const clear = async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
}
const open = async (
  rows: number,
  { canary, source = 'library' }: { canary?: number; source?: 'library' | 'xml' } = {},
) => {
  await clear()
  const input = { id: batch, lane: 'bulk', rowsBy: 'place', retentionMs: 2 * dayMs } as const
  await openBatch(redis, keys, { ...input, mustBeKnown: false, origin: { source }, canary })
  await add(1, rows)
  await finishBatch(redis, keys, batch)
}
const add = (first: number, count: number) =>
  recordChunk(redis, keys, {
    ...{ id: batch, lane: 'bulk', rejectedRows: 0, now: Date.now(), retentionMs: 2 * dayMs },
    rows: Array.from({ length: count }, (_, index) => ({ row: first + index })),
  })
beforeEach(clear)
afterAll(async () => {
  await clear()
  redis.disconnect()
})

/** Asks for rows in one call; answers what each is told. */
const begin = async (rows: readonly number[], halt: HaltTerms | undefined = usual, attempt = 0) => {
  const messages = rows.map((row) => ({
    ...{ id: rowId(batch, row), token: `t${row}-${attempt}`, batch, row, message, enqueuedAt: 1_000 },
  }))
  const results = await beginAll(redis, keys, termsOf(halt), messages)
  return results.map((result) => (result instanceof Error ? result.message : result.kind))
}
const end = (
  rows: readonly number[],
  status: Settlement['status'],
  halt: HaltTerms | undefined = usual,
  attempt = 0,
) =>
  settleAll(
    redis,
    keys,
    termsOf(halt),
    rows.map((row) => ({
      ...{ id: rowId(batch, row), token: `t${row}-${attempt}`, batch },
      settlement: { status, countAttempt: 'always', exhausted: 'failed', gate: { kind: 'none' } } as const,
    })),
  )
const fail = (rows: readonly number[]) =>
  observe(redis, keys, {
    ledgerOptions: ledgerOptions(usual),
    observations: rows.map((row) => ({ id: rowId(batch, row), failedAt: Date.now() })),
  })
const move = (to: 'running' | 'paused' | 'cancelled') =>
  setBatchPhase(redis, keys, { id: batch, to, retentionMs: 2 * dayMs })
const state = async () => (await readBatch(redis, keys, batch)) ?? expect.fail('there is no batch')
const told = async () => {
  const events = await redis.xrange(keys.events, '-', '+')
  return events.flatMap(([, fields]) => (fields[3]?.startsWith('batch.') ? [fields[3]] : []))
}
const from = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index)
/** Sends rows one by one, so that it is known after which a batch halts. */
const each = async (rows: readonly number[], status: Settlement['status'], halt?: HaltTerms | undefined) => {
  for (const row of rows) {
    if ((await begin([row], halt))[0] === 'go') await end([row], status, halt)
  }
}

describe('a batch of whose last outcomes too many are failures', () => {
  it('halts at the twentieth outcome, not before it; what is under way goes on, and nothing begins', async () => {
    await open(40)
    await each(from(1, 12), 'accepted')
    await each(from(13, 19), 'rejected')
    expect(await state()).toMatchObject({ phase: 'running' })
    expect(await begin([20, 21])).toEqual(['go', 'go'])
    await end([20], 'accepted')
    expect(await state()).toMatchObject({ phase: 'halted', halt: { reason: 'share', rejected: 7, of: 20 } })
    expect(await begin([22])).toEqual(['paused'])
    await end([21], 'accepted')
    expect(await state()).toMatchObject({ counts: { accepted: 14, rejected: 7, enqueued: 19 } })
    expect(await told()).toEqual(['batch.halted'])
    expect(await readBatchPhaseChanges(redis, keys)).toMatchObject([{ id: batch }])
    expect(await redis.zrange(keys.batchesHalted, '0', '-1')).toEqual([batch])
    expect(await redis.pttl(keys.batch(batch))).toBe(-1)
  })

  it('does not halt at exactly the share, and only the last 50 outcomes count', async () => {
    await open(200)
    await each(from(1, 14), 'accepted')
    await each(from(15, 20), 'rejected')
    await each(from(21, 100), 'accepted')
    await each(from(101, 115), 'rejected')
    expect(await state()).toMatchObject({ phase: 'running' })
    await each([116], 'rejected')
    expect(await state()).toMatchObject({ phase: 'halted', halt: { rejected: 16, of: 50 } })
  })

  it('halts as well where outcomes come many at a time', async () => {
    await open(60)
    expect(new Set(await begin(from(1, 50)))).toEqual(new Set(['go']))
    await end(from(1, 50), 'rejected')
    expect(await state()).toMatchObject({ phase: 'halted', halt: { rejected: 50, of: 50 } })
  })

  it('counts what a webhook says of failures, and no doubt', async () => {
    await open(80)
    await each(from(1, 30), 'unknown')
    await each(from(31, 60), 'accepted')
    expect(await state()).toMatchObject({ phase: 'running' })
    const failed = from(31, 50).map((row) => ({ id: rowId(batch, row), failedAt: Date.now() }))
    await observe(redis, keys, { ledgerOptions: ledgerOptions(usual), observations: failed })
    expect(await state()).toMatchObject({ phase: 'halted', halt: { rejected: 20, of: 30 } })
  })

  it('halts where a third fails by webhook, for such a failure takes the place of the acceptance', async () => {
    await open(200)
    for (const row of from(1, 60)) {
      await each([row], 'accepted')
      if (row % 3 === 0) await fail([row])
    }
    expect(await state()).toMatchObject({ phase: 'halted', halt: { reason: 'share' } })
    expect((await state()).counts.failed).toBeLessThanOrEqual(16)
  })

  it('judges failures that come late by those that were accepted with them', async () => {
    await open(400)
    await each(from(1, 200), 'accepted')
    const tenth = from(1, 200).filter((row) => row % 10 === 5)
    await fail(tenth)
    expect(await state()).toMatchObject({ phase: 'running', counts: { failed: 20 } })
    await fail(from(106, 114).filter((row) => !tenth.includes(row)))
    expect(await state()).toMatchObject({ phase: 'running' })
    await fail([120, 121, 122])
    expect(await state()).toMatchObject({ phase: 'halted', halt: { rejected: 17, of: 50 } })
    await move('running')
    await fail([130, 131, 132])
    await each(from(201, 230), 'accepted')
    expect(await state()).toMatchObject({ phase: 'running' })
  })

  it('does not halt once nothing of it is left to be sent', async () => {
    await open(30)
    await begin(from(1, 30))
    await end(from(1, 30), 'rejected')
    expect(await state()).toMatchObject({ phase: 'running', finishedAt: expect.any(Number) })
  })

  it('is resumed and counts anew; cancelled, it stays so', async () => {
    await open(90)
    await each(from(1, 20), 'rejected')
    expect(await move('paused')).toBe('halted')
    expect(await move('running')).toBe('running')
    expect(await redis.zcard(keys.batchesHalted)).toBe(0)
    expect((await state()).halt).toBeUndefined()
    await each(from(21, 39), 'rejected')
    expect(await state()).toMatchObject({ phase: 'running' })
    await each([40], 'rejected')
    expect(await state()).toMatchObject({ phase: 'halted' })
    expect(await move('cancelled')).toBe('cancelled')
    expect(await move('running')).toBe('cancelled')
    expect(await redis.zcard(keys.batchesHalted)).toBe(0)
    expect(await begin([41])).toEqual(['cancelled'])
  })

  it('does not halt where the account says so, or where it came by the XML drop-in, unless that is named', async () => {
    await open(30)
    await each(from(1, 25), 'rejected', { ...usual, after: 0 })
    expect(await state()).toMatchObject({ phase: 'running' })
    await open(30, { source: 'xml' })
    await each(from(1, 25), 'rejected')
    expect(await state()).toMatchObject({ phase: 'running' })
    await open(30, { source: 'xml' })
    await each(from(1, 25), 'rejected', { ...usual, dropIns: true })
    expect(await state()).toMatchObject({ phase: 'halted' })
  })
})

describe('a canary', () => {
  it('goes first, alone, and the rest goes once it is accepted', async () => {
    await open(100, { canary: 20 })
    expect(await begin(from(1, 30))).toEqual([
      ...from(1, 20).map(() => 'go'),
      ...from(21, 30).map(() => 'paused'),
    ])
    expect(await state()).toMatchObject({ phase: 'canary', canary: 20 })
    expect(await readBatchPhaseChanges(redis, keys)).toMatchObject([{ id: batch }])
    await end(from(1, 18), 'accepted')
    await end([19, 20], 'rejected')
    const after = await state()
    expect(after).toMatchObject({ phase: 'running', counts: { accepted: 18, rejected: 2 } })
    expect(after.canary).toBeUndefined()
    expect(await begin([21])).toEqual(['go'])
    expect(await redis.exists(keys.batchCanary(batch), keys.batchCanaries)).toBe(0)
  })

  it('halts its batch where more than a tenth fail, and resuming lets all go', async () => {
    await open(100, { canary: 20 })
    await begin(from(1, 20))
    await end(from(1, 17), 'accepted')
    await end(from(18, 20), 'rejected')
    expect(await state()).toMatchObject({ phase: 'halted', halt: { reason: 'canary', rejected: 3, of: 20 } })
    expect(await begin([21])).toEqual(['paused'])
    expect(await told()).toEqual(['batch.halted'])
    expect(await move('running')).toBe('running')
    expect(await begin(from(21, 50))).toEqual(from(21, 50).map(() => 'go'))
  })

  it('may lose one, however small it is', async () => {
    await open(100, { canary: 3 })
    await begin([1, 2, 3])
    await end([1, 2], 'accepted')
    await end([3], 'rejected')
    expect(await state()).toMatchObject({ phase: 'running' })
  })

  it('is not held up by doubt, and halts nothing for it', async () => {
    await open(100, { canary: 4 })
    await begin([1, 2, 3, 4])
    await end([1, 2, 3], 'unknown')
    await end([4], 'accepted')
    expect(await state()).toMatchObject({ phase: 'running' })
  })

  it('is judged after its time by what is known: fewer than half accepted halt', async () => {
    for (const [accepted, phase] of [
      [2, 'halted'],
      [3, 'running'],
    ] as const) {
      await open(100, { canary: 6 })
      const soon = { ...usual, canaryWaitMs: 1 }
      await begin(from(1, 6), soon)
      await end(from(1, accepted), 'accepted', soon)
      await redis.zadd(keys.batchCanaries, 0, batch)
      expect(await judgeDueCanaries(redis, keys, ledgerOptions(soon))).toBe(1)
      expect(await state()).toMatchObject({ phase })
      expect(await judgeDueCanaries(redis, keys, ledgerOptions(soon))).toBe(0)
    }
  })

  it('goes on after a pause, and a batch that is paused meanwhile stays so when it passes', async () => {
    await open(100, { canary: 4 })
    await begin([1, 2])
    expect(await move('paused')).toBe('paused')
    expect(await begin([3])).toEqual(['paused'])
    expect(await move('running')).toBe('canary')
    expect(await begin([3, 4, 5])).toEqual(['go', 'go', 'paused'])
    await move('paused')
    await end([1, 2, 3, 4], 'accepted')
    expect(await state()).toMatchObject({ phase: 'paused' })
    expect(await move('running')).toBe('running')
  })

  it('is as small as its batch, and is over with it', async () => {
    await open(10, { canary: 20 })
    expect(await state()).toMatchObject({ phase: 'canary', canary: 10 })
    await begin(from(1, 10))
    await end(from(1, 10), 'accepted')
    expect(await state()).toMatchObject({ phase: 'running', finishedAt: expect.any(Number) })
    expect((await state()).canary).toBeUndefined()
    expect(await redis.exists(keys.batchCanary(batch), keys.batchCanaries)).toBe(0)
  })

  it('is judged as well where the end of its input comes after the last outcome', async () => {
    const input = { id: batch, lane: 'bulk', rowsBy: 'place', retentionMs: 2 * dayMs } as const
    await openBatch(redis, keys, { ...input, mustBeKnown: false, canary: 20 })
    await add(1, 10)
    await each(from(1, 10), 'rejected')
    expect(await state()).toMatchObject({ phase: 'canary' })
    await finishBatch(redis, keys, batch)
    expect(await state()).toMatchObject({ phase: 'running', finishedAt: expect.any(Number) })
  })

  it('is over where the rest of its batch is cancelled', async () => {
    await open(10, { canary: 5 })
    await each([1, 2], 'accepted')
    await move('cancelled')
    expect((await state()).canary).toBeUndefined()
  })

  it('is watched by its share meanwhile, however large it is', async () => {
    await open(60, { canary: 1_000 })
    await each(from(1, 20), 'rejected')
    expect(await state()).toMatchObject({ phase: 'halted', halt: { reason: 'share', rejected: 20, of: 20 } })
    expect(await begin([21])).toEqual(['paused'])
    expect(await redis.zcard(keys.batchCanaries)).toBe(0)
    expect(await move('running')).toBe('running')
  })

  it('may be tried again by its own messages, which went back to their lane', async () => {
    await open(100, { canary: 2 })
    await begin([1, 2])
    await end([1, 2], 'enqueued')
    expect(await begin([3, 1, 2], usual, 1)).toEqual(['paused', 'go', 'go'])
    await end([1, 2], 'accepted', usual, 1)
    expect(await state()).toMatchObject({ phase: 'running' })
  })
})

describe('a batch is finished', () => {
  it('once its input has ended and all is settled, and tells so; running again it is not', async () => {
    const input = { id: batch, lane: 'bulk', rowsBy: 'place', retentionMs: 2 * dayMs } as const
    await openBatch(redis, keys, { ...input, mustBeKnown: false })
    await add(1, 2)
    await each([1, 2], 'accepted')
    expect((await state()).finishedAt).toBeUndefined()
    await redis.hset(keys.callbacks, 'configured', '1')
    await finishBatch(redis, keys, batch)
    expect((await state()).finishedAt).toBeGreaterThan(0)
    expect(await told()).toEqual(['batch.finished'])
    await add(3, 1)
    expect((await state()).finishedAt).toBeUndefined()
    await each([3], 'unknown')
    expect((await state()).finishedAt).toBeUndefined()
    await observe(redis, keys, {
      ledgerOptions: ledgerOptions(usual),
      observations: [{ id: rowId(batch, 3), sentAt: Date.now() }],
    })
    expect((await state()).finishedAt).toBeGreaterThan(0)
    expect(await told()).toEqual(['batch.finished', 'batch.finished'])
  })
})

describe('whatever happens in whatever order', () => {
  type Step =
    | { readonly do: 'begin'; readonly rows: readonly number[] }
    | { readonly do: 'settle'; readonly row: number; readonly status: Settlement['status'] }
    | { readonly do: 'move'; readonly to: 'running' | 'paused' | 'cancelled' }
  const rows = from(1, 12)
  const row = fc.constantFrom(...rows)
  const step = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constant('begin'), rows: fc.uniqueArray(row, { maxLength: 5 }) }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant('settle'),
        row,
        status: fc.constantFrom('accepted', 'rejected', 'rejected', 'unknown', 'enqueued'),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('move'),
        to: fc.constantFrom('paused', 'running', 'running', 'cancelled'),
      }),
    },
  ) as fc.Arbitrary<Step>

  it('nothing begins after a halt but what was under way, counts add up, and a canary lets no other go', async () => {
    const halt = { after: 3, share: 0.4, dropIns: false, canaryWaitMs: 600_000 }
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 30 }),
        fc.constantFrom(undefined, 2, 4),
        async (steps, canary) => {
          await open(rows.length, canary === undefined ? {} : { canary })
          const first = new Set<number>()
          for (const one of steps) {
            const before = await state()
            if (one.do === 'move') await move(one.to)
            else if (one.do === 'settle') await end([one.row], one.status, halt)
            else {
              const ids = one.rows.map((n) => rowId(batch, n))
              const known = await readEntries({ redis, keys }, ids)
              const kinds = await begin(one.rows, halt)
              const went = one.rows.filter((_, index) => kinds[index] === 'go')
              const begun = one.rows.filter((_, index) => known[index]?.status === 'sending')
              if (before.phase === 'canary') for (const n of went) first.add(n)
              if (before.phase !== 'running' && before.phase !== 'canary')
                expect(went.filter((n) => !begun.includes(n))).toEqual([])
              if (before.phase === 'canary') expect(first.size).toBeLessThanOrEqual(canary ?? 0)
            }
            const now = await state()
            const entries = await readEntries(
              { redis, keys },
              rows.map((n) => rowId(batch, n)),
            )
            for (const [status, count] of Object.entries(now.counts)) {
              const of = entries.filter((entry) => (entry?.status ?? 'enqueued') === status).length
              expect([status, count]).toEqual([status, of])
            }
            if (now.phase === 'halted') expect(now.halt?.rejected).toBeGreaterThan(0)
            const isOver = now.counts.enqueued + now.counts.sending + now.counts.unknown === 0
            expect(now.finishedAt !== undefined).toBe(isOver)
          }
        },
      ),
      { numRuns: 80 },
    )
  })
})
