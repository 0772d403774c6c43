import { randomBytes } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { emptyRendition } from '../../message/index.js'
import { openPersons } from '../../persons/index.js'
import { accountKeys, openRedis } from '../../redis/index.js'
import { DataKeys, noSeal, openSeal } from '../../seal/index.js'
import {
  begin,
  entryField,
  findMessage,
  forgetMessage,
  observe,
  readEntries,
  readPerson,
  readRendition,
  readReportState,
  readSenders,
  readSliceMessages,
  readSlices,
  recordScan,
  settle,
  writeRendition,
} from '../index.js'

const name = 'sealed-ledger-test'
const keys = accountKeys(name)
const redis = openRedis(inject('redisUrl'), 'worker')
const to = '5511987554321'
const newKey = (id: string) => `${id}:${randomBytes(32).toString('base64')}`
const [one, two] = [newKey('one'), newKey('two')]
const sealOf = (...texts: string[]) => openSeal(name, DataKeys.parse(texts.join(',')))
const seal = sealOf(one)

const dayMs = 86_400_000
const personsOf = (by: typeof seal) => openPersons({ redis, keys, seal: by, retentionMs: dayMs })

async function send(id: string, by = seal, label = 'natal'): Promise<void> {
  const ledgerOptions = {
    retentionMs: dayMs,
    outbox: false,
    findable: true,
    seal: by,
    persons: personsOf(by),
  }
  const common = { id, token: id, maxAttempts: 3, ledgerOptions }
  await begin(redis, keys, {
    ...common,
    lane: 'bulk',
    message: { to, namespace: 'ns', elementName: 'boas_vindas', ...(label ? { externalLabel: label } : {}) },
    policy: 'verify',
    limit: { max: 100, windowMs: 60_000, safetyMarginMs: 0, reserve: 0 },
    attemptMs: 5_000,
    enqueuedAt: 1_000,
  })
  await settle(redis, keys, {
    ...common,
    outage: { closeAfter: 5, firstPauseMs: 1_000, longestPauseMs: 60_000 },
    settlement: {
      status: 'accepted',
      countAttempt: 'always',
      exhausted: 'failed',
      gate: { kind: 'success' },
    },
  })
}

const slices = async (by = seal) =>
  readSliceMessages(
    redis,
    keys,
    (await readSlices(redis, keys)).map(({ n }) => n),
    by,
  )
const slice = async (by = seal) => (await slices(by)).messages
const found = async (by = seal, recipient = to) => {
  const ledgerOptions = { retentionMs: 1, outbox: false, findable: true, seal: by, persons: personsOf(by) }
  const traces = { upstreamIds: [], recipients: [recipient], at: Date.now() }
  return (await findMessage(redis, keys, { ledgerOptions, ...traces }))?.id
}

beforeEach(async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
})
afterAll(() => redis.disconnect())

describe('a sealed entry', () => {
  it('opens for reports as it was, with or without a label', async () => {
    await send('a')
    await send('b', seal, '')
    const [a, b] = (await slice()).toSorted((x, y) => x.id.localeCompare(y.id))
    expect(a).toMatchObject({ id: 'a', to, externalLabel: 'natal' })
    expect(b).toMatchObject({ id: 'b', to })
    expect(b?.externalLabel).toBeUndefined()
  })

  it('stands apart for lack of the key: to leave it out would prove it absent', async () => {
    await send('a')
    const missingDataKey = [{ id: 'a', status: 'accepted', elementName: 'boas_vindas', keyId: 'one' }]
    expect(await slices(noSeal)).toMatchObject({ messages: [], missingDataKey })
    expect(await slices(sealOf(two))).toMatchObject({ messages: [], missingDataKey })
    await expect(readEntries({ redis, keys }, ['a'], readPerson)).rejects.toMatchObject({ keyId: 'one' })
    expect(await slice(sealOf(two, one))).toMatchObject([{ to }])
  })

  it('that was given the recipient of another is left alone', async () => {
    await send('a')
    await send('b')
    const taken = (await redis.hget(keys.message('a'), entryField.to)) ?? ''
    await redis.hset(keys.message('b'), entryField.to, taken)
    expect(await slice()).toMatchObject([{ id: 'a' }])
  })

  it('is kept as compactly as a plain one, also with a label as long as they usually are', async () => {
    await send('a', seal, 'campanha_de_natal_para_quem_ja_comprou')
    expect(await redis.object('ENCODING', keys.message('a'))).toBe('listpack')
    expect(await slice()).toMatchObject([{ to, externalLabel: 'campanha_de_natal_para_quem_ja_comprou' }])
    const longest = 'x'.repeat(256)
    await send('b', seal, longest)
    expect(await readEntries({ redis, keys, seal }, ['b'])).toMatchObject([{ to, externalLabel: longest }])
  })

  it('is found by its recipient, in either form, and through a rotation', async () => {
    await send('a')
    expect(await found()).toBe('a')
    expect(await found(seal, '551187554321')).toBe('a')
    expect(await found(sealOf(two, one))).toBe('a')
    expect(await found(seal, '5511987554322')).toBeUndefined()
    expect(await redis.exists(keys.recipient('551187554321'))).toBe(0)
  })

  it('is found by its recipient when it was sent before there was a key', async () => {
    await send('a', noSeal)
    expect(await found()).toBe('a')
  })

  it("has upstream's words sealed, but not our reasons", async () => {
    await send('a')
    const ledgerOptions = { retentionMs: 86_400_000, outbox: false, seal }
    const observe1 = (detail: string) =>
      observe(redis, keys, { ledgerOptions, observations: [{ id: 'a', detail, sentAt: 1_000 }] })
    await observe1('Fulana não existe')
    expect(await redis.hget(keys.message('a'), entryField.detail)).toMatch(/^=one\./)
    expect(await readEntries({ redis, keys, seal }, ['a'])).toMatchObject([{ detail: 'Fulana não existe' }])
    await observe1('no-such-number')
    expect(await redis.hget(keys.message('a'), entryField.detail)).toBe('no-such-number')
  })
})

it("what the report says of a message's sender is sealed, but for the usual word, and goes when its person is forgotten", async () => {
  await send('a')
  const ledgerOptions = { retentionMs: 86_400_000, outbox: false, seal }
  const seen = (origin: string) =>
    observe(redis, keys, {
      ledgerOptions,
      observations: [{ id: 'a', origin, billable: true, sentAt: 1_000 }],
    })
  const kept = () => redis.hget(keys.message('a'), entryField.origin)
  await seen('Operadora Fulana')
  expect(await kept()).toMatch(/^=one\./)
  expect(await readEntries({ redis, keys, seal }, ['a'])).toMatchObject([{ origin: 'Operadora Fulana' }])
  const [keyless] = await readEntries({ redis, keys }, ['a'])
  expect(keyless?.origin).toBeUndefined()
  await forgetMessage(redis, keys, { ledgerOptions, id: 'a' })
  expect(await kept()).toBeNull()
  await send('b')
  await observe(redis, keys, { ledgerOptions, observations: [{ id: 'b', origin: 'API', sentAt: 1_000 }] })
  expect(await redis.hget(keys.message('b'), entryField.origin)).toBe('API')
})

it("the account's number and the report's ways are sealed, and what was written before there was a key is read", async () => {
  const quota = { max: 1, windowMs: 1 }
  await recordScan(redis, keys, { startedAt: 1_000, sender: { number: to, at: 500 } })
  expect((await readReportState(redis, keys, quota, seal)).sender).toBe(to)
  await recordScan(redis, keys, { startedAt: 2_000, sender: { number: to, at: 600 }, seal })
  const learnt = { ...emptyRendition, senders: [{ number: to, pairs: 30, at: 1 }] }
  await writeRendition(redis, keys, learnt, seal)
  expect(JSON.stringify(await redis.hgetall(keys.reportState))).not.toContain(to)
  expect((await readReportState(redis, keys, quota, seal)).sender).toBe(to)
  expect(await readReportState(redis, keys, quota)).not.toHaveProperty('sender')
  expect(await readRendition(redis, keys, seal)).toEqual(learnt)
  expect(await readSenders(redis, keys, seal)).toEqual([to])
  expect(await readSenders(redis, keys)).toEqual([])
})

it('webhook events of no message are sealed', async () => {
  const event = JSON.stringify({ userId: to })
  const ledgerOptions = { retentionMs: 1, outbox: false, findable: true, seal }
  const traces = { upstreamIds: ['up-0'], recipients: [to], senders: [to], at: Date.now() }
  await findMessage(redis, keys, {
    ledgerOptions,
    ...traces,
    storeIfUnmatched: seal.seal('webhook', '', event),
  })
  expect(Object.keys(await redis.hgetall(keys.webhookMatchKeys)).join()).not.toMatch(/987554321|87554321/)
  const [[, [, text = '']] = ['', []]] = await redis.xrange(keys.webhookUnmatched, '-', '+')
  expect(text).not.toContain(to)
  expect(seal.open('webhook', '', text)).toBe(event)
})
