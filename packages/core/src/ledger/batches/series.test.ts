import fc from 'fast-check'
import { afterAll, beforeEach, expect, inject, test } from 'vitest'
import { accountKeys, defineScript, openRedis } from '../../redis/index.js'
import { entryLua } from '../entry/entry.lua.js'
import { entryScriptArgs, entryScriptKeys } from '../entry/ledger-options.js'
import {
  type BeginTerms,
  begin,
  beginAll,
  observe,
  readSeries,
  recordChunk,
  type SeriesPoint,
  type SettleTerms,
  setBatchPhase,
  settle,
  settleAll,
} from '../index.js'
import { type CountedStatus, countedStatuses, parseSeries } from './series.js'

const keys = accountKeys('series-test')
const redis = openRedis(inject('redisUrl'), 'worker')
const batch = '00000000-0000-4000-8000-000000000001'
const message = { to: '5511900000001', namespace: 'ns', elementName: 'aviso' }
const [minuteMs, hourMs, dayMs] = [60_000, 3_600_000, 86_400_000]
const ledgerOptions = { retentionMs: 31 * dayMs, outbox: false }
const terms: BeginTerms & SettleTerms = {
  ...({ lane: 'bulk', policy: 'verify' } as const),
  ...{ maxAttempts: 8, attemptMs: 5_000, ledgerOptions },
  limit: { max: 10_000, windowMs: 60_000, safetyMarginMs: 0, reserve: 0 },
  outage: { closeAfter: 99, firstPauseMs: 1_000, longestPauseMs: 60_000 },
}

const clear = async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
}
beforeEach(async () => {
  await clear()
  const rows = [1, 2, 3, 4].map((row) => ({ row }))
  await recordChunk(redis, keys, {
    ...{ id: batch, lane: 'bulk', rows, rejectedRows: 0, now: Date.now(), retentionMs: 62 * dayMs },
  })
})
afterAll(async () => {
  await clear()
  redis.disconnect()
})

const asked = (row: number) => ({
  ...{ id: `${batch}-${row}`, token: `t${row}`, batch, row, message, enqueuedAt: 1_000 },
})
const ended = (row: number, status: 'accepted' | 'rejected' = 'accepted') => ({
  ...{ id: `${batch}-${row}`, token: `t${row}`, batch },
  settlement: { status, countAttempt: 'always', exhausted: 'failed', gate: { kind: 'none' } } as const,
})
const totals = (points: readonly SeriesPoint[]) => {
  const sums: Partial<Record<CountedStatus, number>> = {}
  for (const { counts } of points)
    for (const [status, count] of Object.entries(counts) as [CountedStatus, number][])
      sums[status] = (sums[status] ?? 0) + count
  return sums
}

test('changes are counted by the time at which they happened, as far as that is known', async () => {
  await beginAll(redis, keys, terms, [asked(1), asked(2), asked(3)])
  await settleAll(redis, keys, terms, [ended(1), ended(2), ended(3, 'rejected')])
  const now = Date.now()
  await observe(redis, keys, {
    ledgerOptions,
    observations: [
      { id: `${batch}-1`, sentAt: now - minuteMs, readAt: now - 5 * hourMs },
      { id: `${batch}-2`, sentAt: now + dayMs },
    ],
  })
  const byMinute = await readSeries(redis, keys, { id: batch, by: 'minute' })
  expect(totals(byMinute)).toEqual({ accepted: 2, rejected: 1, sent: 2 })
  for (const { at } of byMinute) expect(at % minuteMs).toBe(0)
  const byHour = await readSeries(redis, keys, { id: batch, by: 'hour' })
  expect(byHour[0]).toEqual({ at: Math.floor((now - 5 * hourMs) / hourMs) * hourMs, counts: { read: 1 } })
  expect(totals(byHour)).toEqual({ accepted: 2, rejected: 1, sent: 2, read: 1 })
})

test('what is counted many at a time is counted as what is counted alone', async () => {
  await begin(redis, keys, { ...terms, ...asked(4) })
  await settle(redis, keys, { ...terms, ...ended(4) })
  await settle(redis, keys, { ...terms, ...ended(4) })
  expect(totals(await readSeries(redis, keys, { id: batch, by: 'hour' }))).toEqual({ accepted: 1 })
})

test('the counts are kept as their batch is, and as long as a paused one', async () => {
  await begin(redis, keys, { ...terms, ...asked(1) })
  await setBatchPhase(redis, keys, { id: batch, to: 'paused', retentionMs: 62 * dayMs })
  await settle(redis, keys, { ...terms, ...ended(1) })
  expect(await redis.pttl(keys.batchSeries(batch))).toBe(-1)
  await setBatchPhase(redis, keys, { id: batch, to: 'running', retentionMs: 62 * dayMs })
  const [ofBatch, ofSeries] = await Promise.all([
    redis.pttl(keys.batch(batch)),
    redis.pttl(keys.batchSeries(batch)),
  ])
  expect(Math.abs(ofBatch - ofSeries)).toBeLessThan(minuteMs)
  await redis.del(keys.batchSeries(batch))
  await begin(redis, keys, { ...terms, ...asked(2) })
  await settle(redis, keys, { ...terms, ...ended(2) })
  expect(await redis.pttl(keys.batchSeries(batch))).toBeGreaterThan(dayMs)
})

/** Counts changes as at any time, by a clock of its own: three each, status, when, clock. */
const count = defineScript(
  'countAtAnyTime',
  entryLua,
  `local account = entry_account()
  for place = 5, #ARGV, 3 do
    account.now, account.minute, account.kept = tonumber(ARGV[place + 2]), nil, account.retention
    series_count(account, '${batch}', ARGV[place], tonumber(ARGV[place + 1]))
  end`,
)
const countAll = (changes: readonly (readonly [CountedStatus, number, number])[]) =>
  count(redis, entryScriptKeys(keys), [...entryScriptArgs(keys, ledgerOptions), ...changes.flat()])

test('whatever the order of changes and clocks, each is counted once, in its hour, and old minutes are gone', async () => {
  const start = Math.floor(Date.now() / hourMs) * hourMs
  const change = fc.tuple(
    fc.constantFrom(...countedStatuses),
    fc.integer({ min: 0, max: 12 * hourMs }),
    fc.integer({ min: 0, max: 20 * minuteMs }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 60 }), async (drawn) => {
      await redis.del(keys.batchSeries(batch))
      let now = start
      const changes = drawn.map(([status, age, later]) => {
        now += later
        return [status, now - age, now] as const
      })
      for (const one of changes) await countAll([one])
      const expected = new Map<string, number>()
      for (const [status, at] of changes) {
        const name = `${status} ${Math.floor(at / hourMs) * hourMs}`
        expected.set(name, (expected.get(name) ?? 0) + 1)
      }
      const points = await readSeries(redis, keys, { id: batch, by: 'hour' })
      const found = points.flatMap(({ at, counts }) =>
        Object.entries(counts).map(([status, number]) => [`${status} ${at}`, number] as const),
      )
      expect(new Map(found)).toEqual(expected)
      for (const { at } of await readSeries(redis, keys, { id: batch, by: 'minute' }))
        expect(at).toBeGreaterThan(now - 3 * hourMs)
    }),
    { numRuns: 60 },
  )
})

test('a batch of which something happens in every minute for a month, and after that, takes 100 kB at most', async () => {
  const start = Math.floor(Date.now() / hourMs) * hourMs
  const usual = ['accepted', 'sent', 'received', 'read'] as const
  for (let hour = 0; hour < 800; hour++) {
    const now = start + hour * hourMs
    await countAll(
      usual.flatMap((status) => [20, 80].map((old) => [status, now - old * minuteMs, now] as const)),
    )
  }
  const now = start + 800 * hourMs
  for (let minute = 0; minute < 180; minute++) {
    const at = now + minute * minuteMs
    await countAll(usual.map((status) => [status, at, at] as const))
  }
  expect(await redis.memory('USAGE', keys.batchSeries(batch), 'SAMPLES', 0)).toBeLessThan(100_000)
  const points = await readSeries(redis, keys, { id: batch, by: 'hour' })
  expect(totals(points)).toEqual(Object.fromEntries(usual.map((status) => [status, 1_780])))
})

test('fields that are none are passed over', () => {
  expect(parseSeries({ rolled: '5', Q7: '1', h1: 'T2Z3', T61: '4' }, 'hour')).toEqual([
    { at: hourMs, counts: { sent: 6 } },
  ])
})
