import { randomBytes } from 'node:crypto'
import { Worker } from 'bullmq'
import { afterAll, afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { allTexts } from './all-texts.test.support.js'
import { moveEvents, openCallbackQueue, openOutbox, takeEvents } from './callback/index.js'
import { connect, type Disparo } from './index.js'
import {
  begin,
  noteWebhook,
  observe,
  readSlices,
  resolveDoubt,
  type Settlement,
  settle,
} from './ledger/index.js'
import type { Message } from './message/index.js'
import { laneQueueName } from './queue/index.js'
import { accountKeys, openRedis } from './redis/index.js'
import { DataKeys, openSeal } from './seal/index.js'

const name = 'forget-test'
const url = inject('redisUrl')
const keys = accountKeys(name)
const redis = openRedis(url, 'worker')
const to = '5511987554321'
const withoutNinth = '551187554321'
const other = '5511987554322'
const personal = /987554321|87554321|QX7381|pedido-de-fulana/
const messageTo = (recipient: string): Message => ({
  to: recipient,
  namespace: 'ns',
  elementName: 'codigo',
  components: [{ type: 'body', parameters: [{ type: 'text', text: 'QX7381' }] }],
  externalLabel: 'pedido-de-fulana',
})
const callback = { url: 'http://127.0.0.1:1/', secret: { env: 'UNUSED' }, allowPrivateAddresses: true }

afterAll(() => redis.disconnect())

describe.each([
  ['without a data key', undefined],
  ['with a data key', `a:${randomBytes(32).toString('base64')}`],
])('forgetting a person %s', (_title, dataKey) => {
  const seal = openSeal(name, dataKey === undefined ? undefined : DataKeys.parse(dataKey))
  const books = { retentionMs: 86_400_000, outbox: true, findable: true, seal }
  let disparo: Disparo
  beforeEach(async () => {
    const known = await redis.keys(`${keys.prefix}:*`)
    if (known.length > 0) await redis.del(...known)
    disparo = connect({ redis: url, account: { name, callback }, dataKey })
  })
  afterEach(() => disparo.close())

  const beginFor = (id: string, recipient = to, policy: 'verify' | 'resend' = 'verify', token = id) =>
    begin(redis, keys, {
      ...{ id, token, maxAttempts: 3, books, policy },
      lane: 'bulk',
      message: messageTo(recipient),
      limit: { max: 100, windowMs: 60_000, safetyMarginMs: 0, reserve: 0 },
      attemptMs: 1_000,
      enqueuedAt: Date.now(),
      fingerprint: 'print',
    })
  const settleFor = (id: string, settlement: Partial<Settlement>) =>
    settle(redis, keys, {
      ...{ id, token: id, maxAttempts: 3, books },
      outage: { closeAfter: 9, firstPauseMs: 1, longestPauseMs: 1 },
      settlement: {
        ...{ status: 'accepted', spend: 'always', exhausted: 'failed', gate: { kind: 'through' } },
        ...settlement,
      },
    })
  /** A message sent as a worker does, and its job done with. */
  async function sent(recipient: string, settlement: Partial<Settlement> = {}): Promise<string> {
    const { id } = await disparo.send(messageTo(recipient))
    await beginFor(id, recipient)
    await settleFor(id, settlement)
    await removeJob(id)
    return id
  }
  const removeJob = (id: string) => redis.del(jobKey(id)).then(() => redis.zrem(lane('prioritized'), id))
  const lane = (part: string) => `${keys.prefix}:${laneQueueName(name, 'bulk')}:${part}`
  const jobKey = lane
  const statusOf = async (id: string) => (await disparo.status(id))?.status
  const texts = () => allTexts(redis, keys.prefix)

  it('cancels what waits in either lane, and counts it in its batch', async () => {
    const batch = await disparo.sendMany([messageTo(to), messageTo(other), messageTo(withoutNinth)])
    const urgent = await disparo.send(messageTo(to), { lane: 'urgent' })
    const later = await disparo.send(messageTo(to), { sendAt: new Date(Date.now() + 3_600_000) })
    expect(await disparo.forget('(11) 98755-4321')).toEqual({
      messages: 4,
      jobs: 4,
      pending: 0,
      unreadable: 0,
    })
    expect(await disparo.batch(batch.id)).toMatchObject({ total: 3, counts: { cancelled: 2, enqueued: 1 } })
    for (const id of [`${batch.id}-1`, `${batch.id}-3`, urgent.id, later.id]) {
      const state = await disparo.status(id)
      expect(state).toMatchObject({ status: 'cancelled', to: '', elementName: 'codigo' })
      expect(state?.timeline).toHaveProperty('enqueued')
      expect(await beginFor(id)).toEqual({ kind: 'settled', status: 'cancelled' })
    }
    expect(await disparo.status(`${batch.id}-2`)).toMatchObject({ status: 'enqueued', to: other })
    expect(await redis.zcard(lane('prioritized'))).toBe(1)
  })

  it('takes them out of what was sent, with its status, times and counts kept', async () => {
    const ids = [
      await sent(to),
      await sent(withoutNinth),
      await sent(to, { status: 'rejected', detail: 'no QX7381' }),
    ]
    const kept = await sent(other)
    const before = await Promise.all(ids.map((id) => disparo.status(id)))
    expect(await disparo.forget(to)).toEqual({ messages: 3, jobs: 0, pending: 0, unreadable: 0 })
    for (const [index, id] of ids.entries()) {
      const { status, timeline, attempts } = before[index] ?? {}
      const after = await disparo.status(id)
      expect(after).toMatchObject({ to: '', status, timeline, attempts })
      expect(after).not.toHaveProperty('detail')
      expect(after).not.toHaveProperty('externalLabel')
    }
    expect(await disparo.status(kept)).toMatchObject({ to: other, externalLabel: 'pedido-de-fulana' })
    expect((await readSlices(redis, keys)).map(({ open }) => open)).toEqual([1])
    const day = 86_400_000
    const query = { from: new Date(Date.now() - day), to: new Date(Date.now() + day) }
    expect(await disparo.dispatched(query)).toMatchObject({ total: 3 })
  })

  it('leaves nothing of them in Redis, not even in what is put aside or was never understood', async () => {
    await openOutbox(redis, keys)
    const queue = openCallbackQueue(redis, name)
    await sent(to)
    await sent(withoutNinth)
    await moveEvents({ redis, keys, account: name, queue, seal }, await takeEvents(redis, keys, 10))
    const event = (text: string) => JSON.stringify({ type: 'Sent', userId: text, payload: { name: 'x' } })
    const others = [event(other), event('4711')]
    const theirs = [
      '+55 (11) 98755-4321',
      `${withoutNinth}@s.whatsapp.net`,
      '11987554321',
      '11 8755-4321',
    ].map(event)
    await noteWebhook(redis, keys, { matched: 0, unmatched: [...theirs, ...others], seal })
    await disparo.send(messageTo(to), { key: 'a key' })
    if (dataKey === undefined) expect(await texts()).toMatch(personal)
    expect(await disparo.forget(to)).toMatchObject({ messages: 3, jobs: 1, unreadable: 0 })
    expect(await texts()).not.toMatch(personal)
    expect(await redis.xlen(keys.webhookUnmatched)).toBe(others.length)
    const waiting = await queue.getJobs()
    expect(waiting.map(({ data }) => data.data.status)).toEqual(['accepted', 'accepted'])
    await queue.close()
  })

  it('can be repeated, and a message enqueued once more with its key stays forgotten', async () => {
    const { id } = await disparo.send(messageTo(to), { key: 'order 1' })
    await sent(to)
    await disparo.forget(to)
    const before = await texts()
    expect(await disparo.forget(to)).toEqual({ messages: 0, jobs: 0, pending: 0, unreadable: 0 })
    expect(await disparo.send(messageTo(to), { key: 'order 1' })).toMatchObject({ id, created: false })
    expect(await statusOf(id)).toBe('cancelled')
    expect(await texts()).toBe(before)
  })

  it('keeps somebody whose attempt is under way until it is over, and the job ends with it', async () => {
    const { id } = await disparo.send(messageTo(to))
    await beginFor(id)
    expect(await disparo.forget(to)).toEqual({ messages: 0, jobs: 0, pending: 1, unreadable: 0 })
    expect(await disparo.status(id)).toMatchObject({ status: 'sending', to })
    expect(await redis.exists(jobKey(id))).toBe(1)
    expect(await settleFor(id, { upstreamId: 'up-1' })).toMatchObject({ status: 'accepted', forgotten: true })
    expect(await disparo.status(id)).toMatchObject({ status: 'accepted', to: '' })
  })

  it.each([
    ['refused', { status: 'enqueued' as const }, 'cancelled'],
    ['rejected', { status: 'rejected' as const, detail: 'no QX7381' }, 'rejected'],
  ])('whose attempt under way is then %s is sent no more', async (_how, settlement, status) => {
    const { id } = await disparo.send(messageTo(to))
    await beginFor(id)
    await disparo.forget(to)
    expect(await settleFor(id, settlement)).toMatchObject({ status, forgotten: true })
    expect(await disparo.status(id)).toMatchObject({ status, to: '' })
    expect(await beginFor(id, to, 'resend', 'again')).toEqual({ kind: 'settled', status })
    await removeJob(id)
    expect(await texts()).not.toMatch(personal)
  })

  it('keeps somebody in doubt until the doubt is over; the job is not needed', async () => {
    const [found, absent] = [await disparo.send(messageTo(to)), await disparo.send(messageTo(to))]
    for (const { id } of [found, absent]) {
      await beginFor(id)
      await settleFor(id, { status: 'unknown', detail: 'timeout' })
    }
    expect(await disparo.forget(to)).toEqual({ messages: 0, jobs: 2, pending: 2, unreadable: 0 })
    for (const { id } of [found, absent]) {
      expect(await disparo.status(id)).toMatchObject({ status: 'unknown', to })
      expect(await beginFor(id, to, 'resend', 'again')).toMatchObject({ kind: 'unknown', forgotten: true })
    }
    await observe(redis, keys, {
      books,
      observations: [{ id: found.id, dispatchedAt: 1_000, sentAt: 2_000 }],
    })
    const doubt = { books, ids: [absent.id], as: 'enqueued', why: 'proved-absent', attemptMs: 0 } as const
    await resolveDoubt(redis, keys, { ...doubt, unknownBy: Number.MAX_SAFE_INTEGER })
    expect(await statusOf(found.id)).toBe('sent')
    expect(await statusOf(absent.id)).toBe('cancelled')
    expect(await redis.zcard(keys.released)).toBe(0)
    expect(await texts()).not.toMatch(personal)
    expect(await disparo.forget(to)).toEqual({ messages: 0, jobs: 0, pending: 0, unreadable: 0 })
  })

  it('an attempt that never settled is in doubt, and is not sent again under resend', async () => {
    const { id } = await disparo.send(messageTo(to))
    await beginFor(id)
    await disparo.forget(to)
    expect(await beginFor(id, to, 'resend', 'another')).toMatchObject({ kind: 'unknown', forgotten: true })
  })

  it('nothing is written about them any more', async () => {
    const id = await sent(to, { upstreamId: 'up-1' })
    await disparo.forget(to)
    const before = await redis.hgetall(keys.message(id))
    const later = { sentAt: 5_000, readAt: 9_000, failedAt: 9_000, detail: 'no QX7381', billable: true }
    expect(await observe(redis, keys, { books, observations: [{ id, ...later }] })).toBe(0)
    expect(await redis.hgetall(keys.message(id))).toEqual(before)
    expect((await readSlices(redis, keys)).map(({ open }) => open)).toEqual([0])
  })

  it('a job that a worker has at that moment ends, and nothing of it stays', async () => {
    const { id } = await disparo.send(messageTo(to))
    let letGo = () => {}
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })
    const worker = new Worker(laneQueueName(name, 'bulk'), () => held, {
      connection: redis,
      prefix: keys.prefix,
    })
    await expect.poll(() => redis.llen(lane('active'))).toBe(1)
    expect(await disparo.forget(to)).toEqual({ messages: 1, jobs: 0, pending: 1, unreadable: 0 })
    letGo()
    await worker.close()
    expect(await statusOf(id)).toBe('cancelled')
    expect(await texts()).not.toMatch(personal)
  })

  it('tells how far it is, and refuses what is no phone number', async () => {
    const told: { looked: number; of: number }[] = []
    await disparo.forget(to, { onProgress: (progress) => void told.push(progress) })
    const last = told.at(-1)
    expect(last?.looked).toBe(last?.of)
    await expect(disparo.forget('onze')).rejects.toMatchObject({ problems: [{ path: 'recipient' }] })
  })

  if (dataKey === undefined) return
  it('says how much it cannot open for lack of a key', async () => {
    await disparo.send(messageTo(to))
    await sent(other)
    const keyless = connect({ redis: url, account: name })
    expect(await keyless.forget(to)).toEqual({ messages: 0, jobs: 0, pending: 0, unreadable: 2 })
    await keyless.close()
  })
})
