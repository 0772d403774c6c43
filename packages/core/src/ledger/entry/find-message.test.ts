import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { accountKeys, openRedis } from '../../redis/index.js'
import {
  begin,
  entryField,
  findMessage,
  type LedgerOptions,
  type MessageQuery,
  observe,
  parseEntry,
  settle,
} from '../index.js'

const keys = accountKeys('find-message-test')
const redis = openRedis(inject('redisUrl'), 'worker')
const ledgerOptions: LedgerOptions = { retentionMs: 31 * 86_400_000, outbox: true, findable: true }
const to = '5511987554321'
const dayMs = 86_400_000

interface Sending {
  readonly to?: string
  readonly upstreamId?: string
  readonly status?: 'accepted' | 'unknown'
  readonly ledgerOptions?: LedgerOptions
}

async function send(id: string, sending: Sending = {}): Promise<void> {
  const common = { id, token: id, maxAttempts: 3, ledgerOptions: sending.ledgerOptions ?? ledgerOptions }
  await begin(redis, keys, {
    ...common,
    lane: 'bulk',
    message: { to: sending.to ?? to, namespace: 'ns', elementName: 'boas_vindas' },
    policy: 'verify',
    limit: { max: 100, windowMs: 60_000, safetyMarginMs: 0, reserve: 0 },
    attemptMs: 5_000,
    enqueuedAt: 1_000,
  })
  await settle(redis, keys, {
    ...common,
    outage: { closeAfter: 5, firstPauseMs: 1_000, longestPauseMs: 60_000 },
    settlement: {
      status: sending.status ?? 'accepted',
      upstreamId: sending.upstreamId,
      countAttempt: 'always',
      exhausted: 'failed',
      gate: { kind: 'success' },
    },
  })
}

const find = async (traces: Partial<MessageQuery>) =>
  (
    await findMessage(redis, keys, {
      ledgerOptions,
      upstreamIds: [],
      recipients: [],
      at: Date.now(),
      ...traces,
    })
  )?.id

const buckets = () => redis.keys(`${keys.prefix}:upstream:*`)
const bucketsOf = async (id: string) => {
  const all = await buckets()
  const kept = await Promise.all(all.map((bucket) => redis.hvals(bucket)))
  return all.filter((_, index) => kept[index]?.includes(id))
}

beforeEach(async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
})
afterAll(() => redis.disconnect())

describe('finding the message that a webhook speaks of', () => {
  it('goes by the upstream id, whoever else was sent to', async () => {
    await send('m1', { upstreamId: 'up-1' })
    await send('m2', { upstreamId: 'up-2' })
    expect(await find({ upstreamIds: ['other', 'up-2'], recipients: [to] })).toBe('m2')
    expect(await find({ upstreamIds: ['up-1', 'up-1'] })).toBe('m1')
  })

  it('finds none when the ids are those of different messages', async () => {
    await send('m1', { upstreamId: 'up-1' })
    await send('m2', { upstreamId: 'up-2' })
    expect(await find({ upstreamIds: ['up-1', 'up-2'] })).toBeUndefined()
  })

  it('does not go by an id that is that of a request of many messages', async () => {
    const shared = { ...ledgerOptions, sharedUpstreamIds: true }
    await send('m1', { upstreamId: 'c-1', ledgerOptions: shared })
    await send('m2', { upstreamId: 'c-1', to: '5521987654321', ledgerOptions: shared })
    expect(await find({ upstreamIds: ['c-1'] })).toBeUndefined()
    expect(await find({ upstreamIds: ['c-1'], recipients: [to] })).toBe('m1')
  })

  it('goes by an id that a report told, too', async () => {
    await send('m1')
    await observe(redis, keys, { ledgerOptions, observations: [{ id: 'm1', upstreamId: 'up-9' }] })
    expect(await find({ upstreamIds: ['up-9'] })).toBe('m1')
  })

  it('goes by the recipient, with or without the ninth digit, when one message alone went there', async () => {
    await send('m1')
    await send('m2', { to: '5521987654321' })
    expect(await find({ upstreamIds: ['unheard-of'], recipients: [to] })).toBe('m1')
    expect(await find({ recipients: ['551187554321'] })).toBe('m1')
    expect(await find({ recipients: ['552187654321'] })).toBe('m2')
    expect(await find({ recipients: ['5531987654321'] })).toBeUndefined()
  })

  it('does not choose between two messages to one recipient', async () => {
    await send('m1')
    await send('m2')
    expect(await find({ recipients: [to] })).toBeUndefined()
  })

  it('never takes a recipient for the proof that an unknown message was sent', async () => {
    await send('m1', { status: 'unknown', upstreamId: 'up-1' })
    expect(await find({ recipients: [to] })).toBeUndefined()
    expect(await find({ upstreamIds: ['up-1'] })).toBe('m1')
  })

  it('finds no message by its recipient that was sent after it happened, or long ago', async () => {
    await send('m1')
    const sentAt = parseEntry('m1', await redis.hgetall(keys.message('m1')))?.times.sending ?? 0
    expect(await find({ recipients: [to], at: sentAt - 60_000 })).toBeUndefined()
    expect(await find({ recipients: [to], at: sentAt - 1_000 })).toBe('m1')
    await redis.zadd(`${keys.prefix}:to:551187554321`, Date.now() - 660_000, 'm1')
    expect(await find({ recipients: [to] })).toBeUndefined()
  })

  it('takes an answer for that of the latest message of 24 hours', async () => {
    await send('m1')
    await send('m2')
    await redis.zadd(`${keys.prefix}:to:551187554321`, Date.now() - 23 * 3_600_000, 'm1')
    expect(await find({ recipients: [to], isReply: true })).toBe('m2')
    expect(await find({ recipients: [to], isReply: true, at: Date.now() - 3_600_000 })).toBe('m1')
    expect(await find({ recipients: [to], at: Date.now() - 3_600_000 })).toBeUndefined()
    await redis.zadd(`${keys.prefix}:to:551187554321`, Date.now() - 26 * 3_600_000, 'm1')
    expect(await find({ recipients: [to], isReply: true, at: Date.now() - 3_600_000 })).toBeUndefined()
  })

  it('takes the sender for the recipient only where nobody was sent to who is called so', async () => {
    const [person, own] = [to, '5521987654321']
    await send('m1')
    expect(await find({ recipients: [own], senders: [person] })).toBe('m1')
    await send('m2', { to: own })
    expect(await find({ recipients: [own], senders: [person] })).toBe('m2')
  })

  it('finds no message by an upstream id that two had, on one day or on two', async () => {
    await send('m1', { upstreamId: 'same' })
    expect(await find({ upstreamIds: ['same'] })).toBe('m1')
    await send('m2', { upstreamId: 'same' })
    await send('m3', { upstreamId: 'same' })
    expect(await find({ upstreamIds: ['same'] })).toBeUndefined()
    expect(await redis.hget(keys.webhookCounts, 'repeatedIds')).toBe('2')

    await send('m4', { upstreamId: 'daily' })
    const [bucket = ''] = await bucketsOf('m4')
    await redis.rename(
      bucket,
      bucket.replace(/\d+(?=:\d+$)/, (day) => String(Number(day) - 1)),
    )
    await send('m5', { upstreamId: 'daily' })
    expect(await find({ upstreamIds: ['daily'] })).toBeUndefined()
  })

  it('keeps recipients for 24 hours, and upstream ids as long as entries', async () => {
    await send('m1', { upstreamId: 'up-1' })
    const [bucket = ''] = await buckets()
    const day = Number(bucket.split(':').at(-2))
    expect(Math.abs(Date.now() / dayMs - day - 0.5)).toBeLessThan(0.51)
    expect(await redis.pexpiretime(bucket)).toBe((day + 32) * dayMs)
    expect(await redis.pttl(`${keys.prefix}:to:551187554321`)).toBeGreaterThan(dayMs - 60_000)
    expect(await redis.pttl(`${keys.prefix}:to:551187554321`)).toBeLessThanOrEqual(dayMs)
  })

  it('finds an upstream id as long as its entry may be kept, but none before', async () => {
    await send('m1', { upstreamId: 'up-1' })
    const [bucket = ''] = await buckets()
    const daysAgo = (days: number) => bucket.replace(/\d+(?=:\d+$)/, (day) => String(Number(day) - days))
    await redis.rename(bucket, daysAgo(31))
    expect(await find({ upstreamIds: ['up-1'] })).toBe('m1')
    await redis.rename(daysAgo(31), daysAgo(32))
    expect(await find({ upstreamIds: ['up-1'] })).toBeUndefined()
  })

  it('believes only the entry: not one that has another upstream id by now, nor one that is gone', async () => {
    await send('m1', { upstreamId: 'up-1' })
    await redis.hset(keys.message('m1'), entryField.upstream, 'up-2')
    expect(await find({ upstreamIds: ['up-1'] })).toBeUndefined()
    await redis.hset(keys.message('m1'), entryField.upstream, 'up-1')
    expect(await find({ upstreamIds: ['up-1'] })).toBe('m1')
    await redis.del(keys.message('m1'))
    expect(await find({ upstreamIds: ['up-1'] })).toBeUndefined()
  })

  it("finds a batch's rows, however many upstream ids there are", async () => {
    const batch = '0193f7a2-5d3c-7e0b-9a55-3f0a7f6b2c11'
    const rows = Array.from({ length: 50 }, (_, index) => index + 1)
    for (const row of rows) await send(`${batch}-${row}`, { upstreamId: `up-${row}` })
    const found = await Promise.all(rows.map((row) => find({ upstreamIds: [`up-${row}`] })))
    expect(found).toEqual(rows.map((row) => `${batch}-${row}`))
    expect((await buckets()).length).toBeGreaterThan(1)
  })

  it('notes the same upstream id once, however often it is told', async () => {
    await send('m1', { upstreamId: 'up-1' })
    await redis.del(...(await buckets()))
    await observe(redis, keys, { ledgerOptions, observations: [{ id: 'm1', upstreamId: 'up-1' }] })
    expect(await buckets()).toEqual([])
  })

  it('leaves no traces for accounts without a webhook', async () => {
    await send('m1', { upstreamId: 'up-1', ledgerOptions: { retentionMs: 86_400_000, outbox: true } })
    expect(await find({ upstreamIds: ['up-1'], recipients: [to] })).toBeUndefined()
    expect(await buckets()).toEqual([])
    expect(await redis.keys(`${keys.prefix}:to:*`)).toEqual([])
  })
})

describe('what a webhook shows', () => {
  const see = (seen: object) => observe(redis, keys, { ledgerOptions, observations: [{ id: 'm1', ...seen }] })
  const entry = async () => parseEntry('m1', await redis.hgetall(keys.message('m1')))

  it('makes an unknown message accepted without a date that a report would be matched by', async () => {
    await send('m1', { status: 'unknown' })
    expect(await see({ acceptedAt: 5_000 })).toBe(1)
    expect(await entry()).toMatchObject({ status: 'accepted', times: { accepted: 5_000 } })
    expect(await entry()).not.toHaveProperty('dispatchedAt')
  })

  it('has the first answer of the recipient, tells it once, and moves no status for it', async () => {
    await send('m1')
    expect(await see({ repliedAt: 9_000 })).toBe(1)
    expect(await see({ repliedAt: 9_500 })).toBe(0)
    expect(await entry()).toMatchObject({ status: 'accepted', repliedAt: 9_000 })
    const told = (await redis.xrange(keys.events, '-', '+')).map(([, [, id, , news, , at]]) => [id, news, at])
    expect(told.filter(([, news]) => news === 'replied')).toEqual([['m1', 'replied', '9000']])
  })
})
