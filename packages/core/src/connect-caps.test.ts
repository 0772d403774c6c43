import { afterAll, afterEach, beforeEach, expect, inject, test } from 'vitest'
import { openContacts } from './contacts/index.js'
import { connect, type Disparo } from './index.js'
import { begin, recordCountsKnown, rowId } from './ledger/index.js'
import { openPersons } from './persons/index.js'
import { recordHeartbeat } from './queue/index.js'
import { accountKeys, openRedis } from './redis/index.js'

const name = 'connect-caps'
const keys = accountKeys(name)
const redis = openRedis(inject('redisUrl'), 'worker')
const dayMs = 86_400_000
const cap = { max: 1, days: 7 }
const open = (onCap: 'skip' | 'wait', max = 1): Disparo =>
  connect({ redis: inject('redisUrl'), account: { name, frequencyCap: { ...cap, max, onCap } } })
let skips: Disparo
let waits: Disparo
let twice: Disparo

const toOf = (n: number) => `551190000${String(n).padStart(4, '0')}`
const row = (n: number, over: object = {}) => ({
  ...{ to: toOf(n), namespace: 'ns', elementName: 'oferta', category: 'MARKETING' },
  ...over,
})

const begins = (person: number, over: { id: string; batch?: string } = { id: `m${person}` }) =>
  begin(redis, keys, {
    ...{ token: `t${person}`, lane: 'bulk', policy: 'verify', maxAttempts: 9 },
    ...{ attemptMs: 1_000, enqueuedAt: 1_000, cap: { ...cap, onCap: 'wait' } },
    message: row(person),
    limit: { max: 100_000, windowMs: 60_000, safetyMarginMs: 0, reserve: 0 },
    contacts: openContacts({}),
    ledgerOptions: {
      ...{ retentionMs: dayMs, outbox: true },
      persons: openPersons({ redis, keys, retentionMs: dayMs }),
    },
    ...over,
  })

/** A message to these persons begins. */
const beginTo = async (...people: number[]) => {
  for (const person of people) expect((await begins(person)).kind).toBe('go')
}

beforeEach(async () => {
  ;[skips, waits, twice] = [open('skip'), open('wait'), open('skip', 2)]
  const known = await redis.keys(`${keys.prefix}*`)
  if (known.length > 0) await redis.del(...known)
  await recordHeartbeat(redis, keys)
  await redis.hset(keys.capped, { window: 31 * dayMs, until: Date.now() + dayMs })
})
afterEach(() => Promise.all([skips, waits, twice].map((each) => each.close())))
afterAll(() => redis.disconnect())

test('a receipt says that its person has had enough, of marketing alone and once that is known', async () => {
  await beginTo(1)
  expect(await skips.send(row(1))).toHaveProperty('suppressed', 'suppressed-cap')
  for (const free of [row(2), row(1, { category: 'UTILITY' })]) {
    expect(await skips.send(free)).not.toHaveProperty('suppressed')
  }
  await redis.del(keys.capped)
  expect(await skips.send(row(1))).not.toHaveProperty('suppressed')
})

test('a batch counts them, a check as enqueueing does, with those that its own rows take over the cap', async () => {
  await beginTo(1, 2)
  const rows = [1, 2, 3, 4].map((n) => row(n)).concat(row(4, { elementName: 'outra' }))
  const expected = { enqueued: 5, suppressed: 3 }
  expect(await skips.check(rows, { key: 'k' })).toMatchObject(expected)
  expect(await skips.sendMany(rows, { key: 'k' })).toMatchObject(expected)
  expect(await skips.sendMany(rows, { key: 'k' })).toMatchObject({ unchanged: 5, suppressed: 0 })
  expect(await twice.check(rows)).toMatchObject({ enqueued: 5, suppressed: 0 })
})

test('where they wait, receipts say until when instead', async () => {
  await beginTo(1)
  const soonest = Date.now() + 6.9 * dayMs
  const { suppressed, cappedUntil } = await waits.send(row(1))
  expect(suppressed).toBeUndefined()
  expect(Date.parse(cappedUntil ?? '')).toBeGreaterThan(soonest)
  const rows = [row(1), row(2)]
  for (const receipt of [await waits.check(rows), await waits.sendMany(rows)]) {
    expect(receipt).toMatchObject({ enqueued: 2, suppressed: 0 })
    expect(Date.parse(receipt.estimatedDoneAt ?? '')).toBeGreaterThan(soonest)
  }
  const free = await waits.sendMany([row(3)])
  expect(Date.parse(free.estimatedDoneAt ?? '')).toBeLessThan(soonest)
})

test('of several messages to one person each waits for the one before it', async () => {
  const rows = ['um', 'dois', 'tres'].map((elementName) => row(1, { elementName }))
  const soonest = Date.now() + 13.9 * dayMs
  const { id, estimatedDoneAt } = await waits.sendMany(rows)
  const checked = await waits.check(rows)
  const batch = await waits.batch(id)
  for (const at of [estimatedDoneAt, checked.estimatedDoneAt, batch?.estimatedDoneAt])
    expect(Date.parse(at ?? '')).toBeGreaterThan(soonest)
  expect(batch?.holdups).toEqual([])
  for (const place of [1, 2]) await begins(1, { id: rowId(id, place), batch: id })
  const [holdup] = (await waits.batch(id))?.holdups ?? []
  expect(holdup).toEqual({ reason: 'cap', until: expect.any(String) })
  expect(Date.parse(String(holdup && 'until' in holdup && holdup.until))).toBeGreaterThan(soonest)
})

test('while what went out before is counted, batch and account say so, and no time is known', async () => {
  await redis.del(keys.capped)
  const { id } = await waits.sendMany([row(1), row(2)])
  const asked = await begins(1, { id: rowId(id, 1), batch: id })
  expect(asked).toMatchObject({ kind: 'postponed', why: 'cap-counting' })
  const counting = [{ reason: 'cap-counting' }]
  const told = await waits.batch(id)
  expect(told).toMatchObject({
    ...{ holdups: counting, estimatedDoneAt: null, estimatedDoneReason: 'cap-counting' },
  })
  expect((await waits.accountState()).holdups).toEqual(counting)
  await recordCountsKnown(redis, keys, { cap: { ...cap, onCap: 'wait' }, now: Date.now() + 1 })
  expect(await waits.batch(id)).toMatchObject({ holdups: [], estimatedDoneAt: expect.any(String) })
  expect((await waits.accountState()).holdups).toEqual([])
})
