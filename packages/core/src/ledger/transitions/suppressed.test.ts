import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { addSuppressions, liftAll, openContacts, type SuppressionCovers } from '../../contacts/index.js'
import { openPersons } from '../../persons/index.js'
import { accountKeys, openRedis } from '../../redis/index.js'
import { DataKeys, openSeal } from '../../seal/index.js'
import { canaryFloor } from '../entry/batch-halt.lua.js'
import {
  type BeginInput,
  begin,
  readBatch,
  readEntries,
  readParkedGroups,
  readReasons,
  recordChunk,
  reopen,
  rowId,
  type Settlement,
  type StatusChange,
  setBatchPhase,
  settle,
} from '../index.js'

const name = 'suppressed-test'
const keys = accountKeys(name)
const redis = openRedis(inject('redisUrl'), 'worker')
const batch = '00000000-0000-4000-8000-000000000001'
const to = '5511987554321'
const message = { to, namespace: 'ns', elementName: 'oferta' }
const code = { ...message, components: [{ type: 'otp', parameters: [{ type: 'text', text: '1' }] }] } as const
const retentionMs = 86_400_000
const newKey = (id: string, byte: number) => `${id}:${Buffer.alloc(32, byte).toString('base64')}`
const [oldKey, youngKey] = [newKey('old', 1), newKey('young', 2)]
const contacts = openContacts({})

let heard: StatusChange[] = []
const programOf = (dataKeys?: string) => {
  const seal = openSeal(name, dataKeys === undefined ? undefined : DataKeys.parse(dataKeys))
  const persons = openPersons({ redis, keys, seal, retentionMs })
  const onStatus = (change: StatusChange) => void heard.push(change)
  return { seal, persons, ledgerOptions: { retentionMs, outbox: true, seal, persons, onStatus } }
}
let program = programOf()

const listOf = ({ seal, persons } = program) => ({ scope: 'account', redis, keys, seal, persons }) as const
const suppress = (covers: SuppressionCovers = 'marketing', recipient = to, by = program) =>
  addSuppressions(listOf(by), [{ recipient }], { source: { reason: 'opt-out' }, covers })
const start = (row: number, token: string, over: Partial<BeginInput> = {}) =>
  begin(redis, keys, {
    ...{ id: rowId(batch, row), token, lane: 'bulk', message, policy: 'verify', batch, row, contacts },
    ...{ limit: { max: 100, windowMs: 60_000, safetyMarginMs: 0, reserve: 0 }, maxAttempts: 3 },
    ...{ ledgerOptions: program.ledgerOptions, attemptMs: 5_000, enqueuedAt: 1_000 },
    ...over,
  })
const end = (row: number, token: string, status: Settlement['status']) =>
  settle(redis, keys, {
    ...{ id: rowId(batch, row), token, lane: 'bulk', maxAttempts: 3, ledgerOptions: program.ledgerOptions },
    ...{ batch, outage: { closeAfter: 99, firstPauseMs: 1_000, longestPauseMs: 60_000 } },
    settlement: { status, countAttempt: 'always', exhausted: 'failed', gate: { kind: 'none' } },
  })
const entry = async (row: number) => (await readEntries({ redis, keys }, [rowId(batch, row)]))[0]
const counts = async () => (await readBatch(redis, keys, batch))?.counts
const suppressed = { kind: 'suppressed', reason: 'suppressed-opt-out' }

beforeEach(async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
  program = programOf()
  heard = []
  await recordChunk(redis, keys, {
    ...{ id: batch, lane: 'bulk', rejectedRows: 0, now: Date.now(), retentionMs },
    rows: [1, 2, 3].map((row) => ({ row })),
  })
})
afterAll(() => redis.disconnect())

describe('a message to somebody who is suppressed', () => {
  it('ends as suppressed with the reason, takes no permit, and is counted and told once', async () => {
    await suppress()
    expect(await start(1, 'a')).toEqual(suppressed)
    expect(await start(1, 'b')).toEqual({ kind: 'settled', status: 'suppressed' })
    expect(await entry(1)).toMatchObject({
      status: 'suppressed',
      to,
      attempts: 0,
      reason: 'suppressed-opt-out',
    })
    expect(await redis.zcard(keys.permits)).toBe(0)
    expect(heard).toEqual([{ lane: 'bulk', status: 'suppressed' }])
    expect((await redis.xrange(keys.events, '-', '+')).map(([, fields]) => fields[3])).toEqual(['suppressed'])
    expect(await counts()).toMatchObject({ suppressed: 1, enqueued: 2 })
    expect(await readReasons(redis, keys, batch)).toEqual([{ code: 'suppressed-opt-out', count: 1 }])
  })

  it('ends a batch in which all are', async () => {
    await suppress()
    for (const row of [1, 2, 3]) expect(await start(row, 'a')).toEqual(suppressed)
    expect((await readBatch(redis, keys, batch))?.finishedAt).toBeGreaterThan(0)
    expect((await redis.xrange(keys.events, '-', '+')).map(([, fields]) => fields[3])).toContain(
      'batch.finished',
    )
  })

  it('goes where the suppression does not cover it, or has ended', async () => {
    await suppress('marketing')
    expect(await start(1, 'a', { message: { ...message, category: 'UTILITY' } })).toMatchObject({
      kind: 'go',
    })
    await suppress('all-but-otp')
    expect(await start(2, 'b', { message: { ...message, category: 'UTILITY' } })).toEqual(suppressed)
    expect(await start(3, 'c', { message: code })).toMatchObject({ kind: 'go' })
    await suppress('everything')
    const other = { id: 'x', batch: undefined, row: undefined }
    expect(await start(0, 'd', { ...other, message: code })).toEqual(suppressed)
    await liftAll(listOf(), {})
    expect(await start(0, 'e', { ...other, id: 'y' })).toMatchObject({ kind: 'go' })
  })

  it('is found whichever way its number is written', async () => {
    await suppress('marketing', '551187554321')
    expect(await start(1, 'a')).toEqual(suppressed)
  })

  it('goes on where its attempt has begun, and nothing begins after that', async () => {
    expect(await start(1, 'a')).toMatchObject({ kind: 'go' })
    await suppress()
    expect(await start(1, 'a')).toMatchObject({ kind: 'go' })
    await end(1, 'a', 'enqueued')
    expect(await start(1, 'b')).toEqual(suppressed)
    expect(await entry(1)).toMatchObject({ attempts: 1 })
  })

  it('stays in doubt where it may have been sent, also where it would be sent again', async () => {
    await start(1, 'a')
    await end(1, 'a', 'unknown')
    await start(2, 'c')
    await suppress()
    expect(await start(1, 'b', { policy: 'resend' })).toMatchObject({ kind: 'unknown' })
    expect(await start(2, 'd', { policy: 'resend' })).toMatchObject({ kind: 'unknown' })
    expect(await counts()).toMatchObject({ unknown: 2, suppressed: 0 })
  })

  it('is what its batch makes of it first', async () => {
    await suppress()
    expect(await start(1, 'a', { expiresAt: 1 })).toEqual({ kind: 'expired' })
    await setBatchPhase(redis, keys, { id: batch, to: 'paused', retentionMs })
    expect(await start(2, 'b')).toMatchObject({ kind: 'paused' })
    await setBatchPhase(redis, keys, { id: batch, to: 'cancelled', retentionMs })
    expect(await start(2, 'c')).toEqual({ kind: 'cancelled' })
  })

  it('takes no place in a canary, and is no failure of it', async () => {
    await redis.hset(keys.batch(batch), { state: 'canary', canary: 1, outcomes: canaryFloor })
    await suppress()
    expect(await start(1, 'a')).toEqual(suppressed)
    const other = { message: { ...message, to: '5511987554322' } }
    expect(await start(2, 'b', other)).toMatchObject({ kind: 'go' })
    expect(await start(3, 'c', other)).toMatchObject({ kind: 'paused' })
    await end(2, 'b', 'accepted')
    expect(await readBatch(redis, keys, batch)).toMatchObject({ phase: 'running' })
    expect(await start(3, 'd', other)).toMatchObject({ kind: 'go' })
  })

  it('is not sent again by anybody', async () => {
    await suppress()
    await start(1, 'a')
    await liftAll(listOf(), {})
    const job = { id: rowId(batch, 1), jobKey: keys.batch(batch) }
    expect(await reopen(redis, keys, { ledgerOptions: program.ledgerOptions, messages: [job] })).toEqual([
      'suppressed',
    ])
    expect(await start(1, 'b')).toEqual({ kind: 'settled', status: 'suppressed' })
  })
})

describe('a suppression', () => {
  it('is lifted by no other data key', async () => {
    program = programOf(oldKey)
    await suppress()
    for (const [row, dataKeys] of [`${youngKey},${oldKey}`, youngKey].entries()) {
      program = programOf(dataKeys)
      expect(await start(row + 1, 'a')).toEqual(suppressed)
    }
  })

  it('that a worker cannot look for keeps all but one-time codes waiting, in the places where its data key wakes them', async () => {
    program = programOf(oldKey)
    expect(await start(1, 'a')).toMatchObject({ kind: 'go' })
    const blind = programOf(youngKey).ledgerOptions
    expect(await start(2, 'b', { ledgerOptions: blind })).toMatchObject({ kind: 'go' })
    await suppress('marketing', '5511900000009')
    expect(await start(3, 'c', { ledgerOptions: blind })).toMatchObject({
      ...{ kind: 'parked', why: 'suppression-unreadable', again: false },
    })
    const keyFingerprint = program.seal.keyFingerprints[0]
    expect(await readParkedGroups(redis, keys)).toEqual([{ lane: 'bulk', keyFingerprint, suppression: true }])
    const other = { id: 'x', batch: undefined, row: undefined }
    expect(await start(0, 'd', { ...other, ledgerOptions: blind, message: code })).toMatchObject({
      kind: 'go',
    })
    expect(await start(3, 'e')).toMatchObject({ kind: 'go' })
  })
})
