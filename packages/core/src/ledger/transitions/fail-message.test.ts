import { afterAll, beforeEach, expect, inject, it } from 'vitest'
import { accountKeys, openRedis } from '../../redis/index.js'
import {
  begin,
  blockResend,
  failMessage,
  readBatch,
  readEntries,
  recordChunk,
  reopen,
  rowId,
  type StatusChange,
} from '../index.js'

const keys = accountKeys('internal-error-test')
const redis = openRedis(inject('redisUrl'), 'worker')
const batch = '00000000-0000-4000-8000-000000000002'
const id = rowId(batch, 1)
const message = { to: '5511900000001', namespace: 'ns', elementName: 'aviso' }
const limit = { max: 1_000, windowMs: 60_000, safetyMarginMs: 0, reserve: 0 }
let heard: StatusChange[]
const ledgerOptions = {
  ...{ retentionMs: 86_400_000, outbox: true },
  onStatus: (change: StatusChange) => void heard.push(change),
}

const clear = async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
}
beforeEach(async () => {
  await clear()
  heard = []
  const rows = [{ row: 1 }]
  const now = Date.now()
  await recordChunk(redis, keys, {
    id: batch,
    lane: 'bulk',
    rows,
    rejectedRows: 0,
    now,
    retentionMs: 86_400_000,
  })
})
afterAll(async () => {
  await clear()
  redis.disconnect()
})

const job = { id, lane: 'bulk', message, batch, row: 1, enqueuedAt: 1_000 } as const
const fail = () => failMessage(redis, keys, { ledgerOptions, job })
const start = (token: string) =>
  begin(redis, keys, {
    ...{ id, token, lane: 'bulk', message, policy: 'resend', limit, ledgerOptions, batch },
    ...{ maxAttempts: 8, attemptMs: 5_000, enqueuedAt: 1_000 },
  })
const entry = async () => (await readEntries({ redis, keys }, [id]))[0]

it('a message that we have a fault with has failed, once, is counted and told, and can be retried', async () => {
  expect([await fail(), await fail()]).toEqual(['failed', 'failed'])
  expect(await entry()).toMatchObject({
    status: 'failed',
    detail: 'internal-error',
    attempts: 0,
    to: message.to,
  })
  expect((await readBatch(redis, keys, batch))?.counts).toMatchObject({ failed: 1, enqueued: 0 })
  expect(heard).toEqual([{ lane: 'bulk', status: 'failed' }])
  const told = await redis.xrange(keys.events, '-', '+')
  expect(told.map(([, fields]) => fields[3])).toEqual(['batch.finished', 'failed'])
  const messages = [{ id, jobKey: `${keys.prefix}:a-job` }]
  await redis.set(`${keys.prefix}:a-job`, 'a job')
  expect(await reopen(redis, keys, { ledgerOptions, messages })).toEqual(['reopened'])
  expect(await start('a')).toEqual({ kind: 'go', attempt: 1 })
})

it('one that is being sent, or may have been, has not failed for it', async () => {
  await start('a')
  expect(await fail()).toBe('sending')
  expect(await entry()).toMatchObject({ status: 'sending' })
})

it('what an attempt came to that could not be written is in doubt, under resend, too', async () => {
  await start('a')
  await blockResend(redis, keys, { ledgerOptions, id, token: 'another' })
  expect(await start('b')).toEqual({ kind: 'go', attempt: 2 })
  await blockResend(redis, keys, { ledgerOptions, id, token: 'b' })
  expect(await start('c')).toMatchObject({ kind: 'unknown' })
  expect(await start('d')).toMatchObject({ kind: 'unknown' })
})
