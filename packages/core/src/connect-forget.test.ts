import { randomBytes } from 'node:crypto'
import { type Job, Worker } from 'bullmq'
import { afterAll, afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { moveOutboxEvents, openCallbackQueue, openOutbox, takeEvents } from './callback/index.js'
import { dumpRedis } from './dump-redis.test.support.js'
import { connect, type Disparo } from './index.js'
import {
  begin,
  entryField,
  findMessage,
  findNoted,
  observe,
  readSlices,
  resolveDoubt,
  type Settlement,
  settle,
} from './ledger/index.js'
import type { Message } from './message/index.js'
import { openPersons } from './persons/index.js'
import { laneJobOptions, laneQueueName } from './queue/index.js'
import { accountKeys, openRedis } from './redis/index.js'
import { DataKeys, openSeal } from './seal/index.js'
import { eventText } from './webhook/index.js'

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
  const retentionMs = 31 * 86_400_000
  const persons = openPersons({ redis, keys, seal, retentionMs })
  const ledgerOptions = { retentionMs, outbox: true, findable: true, seal, persons }
  let disparo: Disparo
  beforeEach(async () => {
    const known = await redis.keys(`${keys.prefix}:*`)
    if (known.length > 0) await redis.del(...known)
    await persons.marks({ maxAgeMs: 0 })
    disparo = connect({ redis: url, account: { name, callback }, dataKey })
  })
  afterEach(() => disparo.close())

  const beginFor = (id: string, recipient = to, policy: 'verify' | 'resend' = 'verify', token = id) =>
    begin(redis, keys, {
      ...{ id, token, maxAttempts: 3, ledgerOptions, policy },
      lane: 'bulk',
      message: messageTo(recipient),
      limit: { max: 100, windowMs: 60_000, safetyMarginMs: 0, reserve: 0 },
      attemptMs: 1_000,
      enqueuedAt: Date.now(),
      fingerprint: 'print',
    })
  const settleFor = (id: string, settlement: Partial<Settlement>) =>
    settle(redis, keys, {
      ...{ id, token: id, maxAttempts: 3, ledgerOptions },
      outage: { closeAfter: 9, firstPauseMs: 1, longestPauseMs: 1 },
      settlement: {
        ...{ status: 'accepted', countAttempt: 'always', exhausted: 'failed', gate: { kind: 'success' } },
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
  const texts = () => dumpRedis(redis, keys.prefix)

  it('cancels what waits in either lane, and counts it in its batch', async () => {
    const batch = await disparo.sendMany([messageTo(to), messageTo(other), messageTo(withoutNinth)], {
      rowsBy: 'place',
    })
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
      expect(await beginFor(id)).toEqual({ kind: 'settled', status: 'cancelled', forgotten: true })
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

  /** As an event of the webhook is kept whose message nobody knows. */
  async function keepUnmatched(text: string): Promise<void> {
    const kept = eventText(JSON.parse(text))
    const keep = ledgerOptions.seal?.seal('webhook', '', kept) ?? kept
    await findMessage(redis, keys, {
      ledgerOptions,
      upstreamIds: [],
      recipients: [],
      at: Date.now(),
      storeIfUnmatched: keep,
    })
  }

  it('leaves nothing of them in Redis, not even in what is put aside or was never understood', async () => {
    await openOutbox(redis, keys)
    const queue = openCallbackQueue(redis, name)
    await sent(to)
    await sent(withoutNinth)
    await moveOutboxEvents({ redis, keys, account: name, queue, seal }, await takeEvents(redis, keys, 10))
    const event = (text: string) => JSON.stringify({ type: 'Sent', userId: text, payload: { name: 'x' } })
    const others = [event(other), event('4711')]
    const theirs = [
      '+55 (11) 98755-4321',
      `${withoutNinth}@s.whatsapp.net`,
      '11987554321',
      '11 8755-4321',
    ].map(event)
    for (const text of [...theirs, ...others]) await keepUnmatched(text)
    await disparo.send(messageTo(to), { key: 'a key' })
    if (dataKey === undefined) expect(await texts()).toMatch(personal)
    expect(await disparo.forget(to)).toMatchObject({ messages: 3, jobs: 1, unreadable: 0 })
    expect(await texts()).not.toMatch(personal)
    expect(await redis.xlen(keys.webhookUnmatched)).toBe(others.length)
    const waiting = await queue.getJobs()
    expect(waiting.map(({ data }) => data.type)).toEqual(['message.accepted', 'message.accepted'])
    await queue.close()
  })

  it('leaves no trace of them in the indexes, where what is in doubt stays until that is over', async () => {
    const noted = async () => {
      const marks = (await persons.marks({ maxAgeMs: 0 })).all(to)
      const ids = [...(await findNoted({ redis, keys }, marks)).values()].flat()
      const recent = await Promise.all(marks.map((mark) => redis.exists(keys.recipient(mark))))
      return { ids, recent: recent.reduce((sum, each) => sum + each, 0) }
    }
    await sent(to)
    await disparo.send(messageTo(withoutNinth))
    const { id } = await disparo.send(messageTo(to))
    await beginFor(id)
    await settleFor(id, { status: 'unknown', detail: 'timeout' })
    const entry = await disparo.send(messageTo(to), { key: 'gone' })
    await redis.del(jobKey(entry.id))
    expect((await noted()).ids).toHaveLength(4)
    expect(await disparo.forget(to)).toMatchObject({ messages: 2, pending: 1 })
    expect(await noted()).toEqual({ ids: [id], recent: 0 })
    await observe(redis, keys, { ledgerOptions, observations: [{ id, dispatchedAt: 1_000, sentAt: 2_000 }] })
    expect(await noted()).toEqual({ ids: [], recent: 0 })
  })

  it('looks at all keys where messages may be from before persons were noted, or wait for longer than they were', async () => {
    const waiting = await disparo.send(messageTo(to))
    const out = await sent(to)
    const forgetIndex = async () => {
      await redis.del(...(await redis.keys(`${keys.prefix}:person*`)))
      for (const key of await redis.keys(keys.message('*'))) await redis.hdel(key, entryField.mark)
    }
    await forgetIndex()
    expect(await disparo.forget(to)).toMatchObject({ messages: 2, jobs: 1, scanned: 'before-index' })
    for (const id of [waiting.id, out]) expect((await disparo.status(id))?.to).toBe('')
    await redis.hset(keys.persons, 'since', 0)
    const { id } = await disparo.send(messageTo(to))
    await redis.del(...(await redis.keys(`${keys.prefix}:person:*`)))
    await redis.hset(jobKey(id), 'timestamp', Date.now() - 40 * 86_400_000)
    expect(await disparo.forget(to)).toMatchObject({ messages: 1, jobs: 1, scanned: 'long-waiting' })
    expect(await texts()).not.toMatch(personal)
  })

  it('can be repeated, and a message enqueued once more with its key stays forgotten', async () => {
    const { id } = await disparo.send(messageTo(to), { key: 'order 1' })
    await sent(to)
    await disparo.forget(to)
    // That it was asked for once more is noted.
    const lines = async () => (await texts()).split('\n').filter((line) => !line.startsWith(keys.audit))
    const before = await lines()
    expect(await disparo.forget(to)).toEqual({ messages: 0, jobs: 0, pending: 0, unreadable: 0 })
    expect(await disparo.send(messageTo(to), { key: 'order 1' })).toMatchObject({ id, created: false })
    expect(await statusOf(id)).toBe('cancelled')
    expect(await lines()).toEqual(before)
  })

  it('broken off before it came to the callbacks, it takes their labels out when it is repeated', async () => {
    await openOutbox(redis, keys)
    const queue = openCallbackQueue(redis, name)
    await sent(to)
    const kept = await sent(other)
    await moveOutboxEvents({ redis, keys, account: name, queue, seal }, await takeEvents(redis, keys, 10))
    const breakOff = ({ looked, of }: { looked: number; of: number }) => {
      if (looked >= (of * 2) / 3) throw new RangeError('broken off')
    }
    await expect(disparo.forget(to, { onProgress: breakOff })).rejects.toThrow('broken off')
    await disparo.forget(to)
    const labelled = (await queue.getJobs()).filter(({ data }) => 'externalLabel' in data.data)
    expect(labelled.map(({ data }) => data.data.id)).toEqual([kept])
    await queue.close()
  })

  it('removes what no worker can send, and no receiver be told, if their number is in it; a broken one stops nothing', async () => {
    await openOutbox(redis, keys)
    const queue = openCallbackQueue(redis, name)
    const batch = await disparo.sendMany([messageTo(to), messageTo(other)], { rowsBy: 'place' })
    const ids = await Promise.all(
      Array.from({ length: 3 }, async () => (await disparo.send(messageTo(to))).id),
    )
    const plain = (recipient: unknown) => ({ message: { ...messageTo(to), to: recipient, idioma: 'pt' } })
    const poisoned = [
      plain(to),
      plain(Number(to)),
      {
        message: seal.seal('message', String(ids[2]), JSON.stringify(plain('+55 (11) 98755-4321').message)),
      },
    ]
    for (const [index, id] of ids.entries()) {
      await redis.hset(jobKey(id), 'data', JSON.stringify(poisoned[index]))
    }
    await redis.hset(jobKey(`${batch.id}-1`), 'data', `{"message":{"to":"${to}","name`)
    await redis.hset(jobKey(`${batch.id}-2`), 'data', `{"message":{"to":"${other}","name`)
    const label = await sent(to)
    await moveOutboxEvents({ redis, keys, account: name, queue, seal }, await takeEvents(redis, keys, 10))
    const [first] = (await queue.getJobs()).filter(({ data }) => data.data.id === label)
    for (const [number, data] of [
      `{"label":"${withoutNinth}`,
      '{"type":',
      '{"type":"message.sent"}',
    ].entries()) {
      await redis.hset(queue.toKey(`1-${number}`), { name: 'callback', data, opts: '{', timestamp: '1' })
    }
    const everywhere = await disparo.forget(to, { everywhere: true })
    expect(everywhere).toEqual({ messages: 5, jobs: 4, pending: 0, unreadable: 3, scanned: 'asked' })
    expect(await disparo.batch(batch.id)).toMatchObject({ total: 2, counts: { cancelled: 1, enqueued: 1 } })
    for (const id of [...ids, `${batch.id}-1`]) expect(await statusOf(id)).toBe('cancelled')
    expect(await redis.exists(queue.toKey('1-0'))).toBe(0)
    expect((await queue.getJob(String(first?.id)))?.data.data).not.toHaveProperty('externalLabel')
    await redis.del(jobKey(`${batch.id}-2`))
    expect(await texts()).not.toMatch(personal)
    await queue.close()
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
    expect(await beginFor(id, to, 'resend', 'again')).toEqual({ kind: 'settled', status, forgotten: true })
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
      ledgerOptions,
      observations: [{ id: found.id, dispatchedAt: 1_000, sentAt: 2_000 }],
    })
    const doubt = {
      ledgerOptions,
      ids: [absent.id],
      as: 'enqueued',
      reason: 'proved-absent',
      attemptMs: 0,
    } as const
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
    expect(await observe(redis, keys, { ledgerOptions, observations: [{ id, ...later }] })).toBe(0)
    expect(await redis.hgetall(keys.message(id))).toEqual(before)
    expect((await readSlices(redis, keys)).map(({ open }) => open)).toEqual([0])
  })

  it('a job that a worker has at that moment ends, and nothing of it stays', async () => {
    const { id } = await disparo.send(messageTo(to))
    let letGo = () => {}
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })
    const work = (job: Job) => {
      Object.assign(job.opts, laneJobOptions)
      return held
    }
    const worker = new Worker(laneQueueName(name, 'bulk'), work, { connection: redis, prefix: keys.prefix })
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
    expect(await keyless.forget(to)).toEqual({
      ...{ messages: 0, jobs: 0, pending: 0, unreadable: 2 },
      scanned: 'closed-key',
    })
    await keyless.close()
  })

  it('says how much is damaged, of entries and of jobs', async () => {
    const waiting = await Promise.all(Array.from({ length: 3 }, () => disparo.send(messageTo(to))))
    const [torn, foreign, mangled] = [await sent(to), await sent(to), await sent(to)]
    // As if a part was lost, it was moved from another message, or it is no sealed text any more.
    await redis.hdel(keys.message(torn), entryField.label)
    await redis.hset(keys.message(foreign), await redis.hgetall(keys.message(mangled)))
    await redis.hset(keys.message(mangled), entryField.to, '=a.!')
    for (const [index, { id }] of waiting.entries()) {
      const data = JSON.parse((await redis.hget(jobKey(id), 'data')) ?? '')
      const messages = [data.message.slice(0, -8), '=a.!', undefined]
      const damaged = JSON.stringify({ ...data, message: messages[index] })
      await redis.hset(jobKey(id), 'data', index < 2 ? damaged : damaged.slice(1))
    }
    const none = { messages: 0, jobs: 0, pending: 0 }
    expect(await disparo.forget(to)).toEqual({ ...none, unreadable: 6 })
    expect(await disparo.forget(other)).toEqual({ ...none, unreadable: 0 })
    const everywhere = { ...none, unreadable: 6, scanned: 'asked' }
    expect(await disparo.forget(other, { everywhere: true })).toEqual(everywhere)
  })
})
