import { randomBytes } from 'node:crypto'
import { afterAll, beforeEach, expect, inject, test } from 'vitest'
import { accountKeys, openRedis } from '../../redis/index.js'
import { DataKeys, openSeal } from '../../seal/index.js'
import {
  type BeginTerms,
  begin,
  isOfReason,
  observe,
  readEntries,
  readReasons,
  recordChunk,
  reopen,
  resolveDoubt,
  type Settlement,
  type SettleTerms,
  settle,
} from '../index.js'

const keys = accountKeys('reasons-test')
const redis = openRedis(inject('redisUrl'), 'worker')
const batch = '00000000-0000-4000-8000-000000000001'
const message = { to: '5511900000001', namespace: 'ns', elementName: 'aviso' }
const ledgerOptions = { retentionMs: 86_400_000, outbox: false }
const terms: BeginTerms & SettleTerms = {
  ...({ lane: 'bulk', policy: 'verify' } as const),
  ...{ maxAttempts: 1, attemptMs: 0, ledgerOptions },
  limit: { max: 100_000, windowMs: 60_000, safetyMarginMs: 0, reserve: 0 },
  outage: { closeAfter: 9_999, firstPauseMs: 1_000, longestPauseMs: 60_000 },
}

const clear = async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
}
beforeEach(async () => {
  await clear()
  const rows = Array.from({ length: 200 }, (_, index) => ({ row: index + 1 }))
  const chunk = { id: batch, lane: 'bulk', rows, rejectedRows: 0, now: Date.now() } as const
  await recordChunk(redis, keys, { ...chunk, retentionMs: 86_400_000 })
})
afterAll(async () => {
  await clear()
  redis.disconnect()
})

const idOf = (row: number) => `${batch}-${row}`
const start = (row: number, token = 'a') =>
  begin(redis, keys, { ...terms, id: idOf(row), token, batch, row, message, enqueuedAt: 1_000 })
const attempt = async (row: number, status: Settlement['status'], reason?: string, words?: string) => {
  await start(row)
  const settlement = { status, countAttempt: 'always', exhausted: 'failed', reason, words } as const
  await settle(redis, keys, {
    ...{ ...terms, id: idOf(row), token: 'a', batch },
    settlement: { ...settlement, gate: { kind: 'none' } },
  })
}
const reasons = async () =>
  Object.fromEntries((await readReasons(redis, keys, batch)).map(({ code, count }) => [code, count]))

test('each message counts for the reason that it has now, whichever way it came to it', async () => {
  await attempt(1, 'rejected', 'http-400')
  await attempt(2, 'enqueued', 'http-503')
  await attempt(3, 'unknown', 'timeout')
  await attempt(4, 'accepted')
  await start(5, 'dead')
  await start(5, 'next')
  await observe(redis, keys, {
    ledgerOptions,
    observations: [{ id: idOf(4), failedAt: Date.now(), reason: '131026' }],
  })
  expect(await reasons()).toEqual({
    ...{ 'http-400': 1, 'http-503': 1, timeout: 1, '131026': 1, 'attempt-never-settled': 1 },
  })
  const entries = await readEntries({ redis, keys }, [1, 2, 3, 4, 5].map(idOf))
  expect(entries.map((entry) => entry?.reason)).toEqual([
    ...['http-400', 'http-503', 'timeout', '131026', 'attempt-never-settled'],
  ])
  expect(await redis.pttl(keys.batchReasons(batch))).toBeGreaterThan(0)
})

test('a message that is so no more counts for no reason', async () => {
  await attempt(1, 'unknown', 'timeout')
  await attempt(2, 'enqueued', 'http-503')
  await attempt(3, 'unknown', 'timeout')
  const end = { ledgerOptions, reason: 'a test', unknownBy: 1e15, attemptMs: 0, maxAttempts: 1 }
  await resolveDoubt(redis, keys, { ...end, ids: [idOf(1)], as: 'accepted' })
  await resolveDoubt(redis, keys, { ...end, ids: [idOf(3)], as: 'enqueued' })
  const jobKey = `${keys.prefix}:a-job`
  await redis.set(jobKey, 'a job')
  await reopen(redis, keys, { ledgerOptions, messages: [{ id: idOf(2), jobKey }] })
  expect(await reasons()).toEqual({ 'attempts-exhausted': 1 })
  const [entry] = await readEntries({ redis, keys }, [idOf(2)])
  expect(entry?.reason).toBeUndefined()
})

test('of very many codes 100 are counted one by one, and the rest together', async () => {
  for (let row = 1; row <= 130; row++) await attempt(row, 'rejected', `code-${row}`, row % 2 ? 'words' : '')
  const counts = await reasons()
  expect(Object.keys(counts)).toHaveLength(101)
  expect(counts.other).toBe(30)
})

test('the words that a code stands for are kept once, sealed where there is a seal', async () => {
  const seal = openSeal('reasons-test', DataKeys.parse(`one:${randomBytes(32).toString('base64')}`))
  await attempt(1, 'rejected', 'http-400-aaaaaa', 'the first words')
  await attempt(2, 'rejected', 'http-400-aaaaaa', 'other words')
  await attempt(3, 'rejected', 'http-400')
  expect(await readReasons(redis, keys, batch)).toEqual([
    { code: 'http-400-aaaaaa', count: 2, detail: 'the first words' },
    { code: 'http-400', count: 1 },
  ])
  await start(4)
  await settle(redis, keys, {
    ...{ ...terms, id: idOf(4), token: 'a', batch, ledgerOptions: { ...ledgerOptions, seal } },
    settlement: {
      ...({ status: 'rejected', countAttempt: 'always', exhausted: 'failed' } as const),
      ...{ reason: 'http-400-bbbbbb', words: 'sealed words', gate: { kind: 'none' } },
    },
  })
  expect(JSON.stringify(await redis.hgetall(keys.batchReasons(batch)))).not.toContain('sealed words')
  expect(await readReasons(redis, keys, batch, seal)).toContainEqual({
    ...{ code: 'http-400-bbbbbb', count: 1, detail: 'sealed words' },
  })
  expect(await readReasons(redis, keys, batch)).toContainEqual({ code: 'http-400-bbbbbb', count: 1 })
})

test('a reason means all that have it in other words, too, and one with its words those alone', () => {
  expect(isOfReason('http-400-3f9a2c', 'http-400')).toBe(true)
  expect(isOfReason('http-400', 'http-400')).toBe(true)
  expect(isOfReason('http-400-3f9a2c', 'http-400-3f9a2c')).toBe(true)
  expect(isOfReason('http-400', 'http-400-3f9a2c')).toBe(false)
  expect(isOfReason('http-400-3f9a2c', 'http')).toBe(false)
  expect(isOfReason('connection-refused', 'connection')).toBe(false)
  expect(isOfReason(undefined, 'http-400')).toBe(false)
})
