import { createServer } from 'node:net'
import { Worker } from 'bullmq'
import { afterAll, afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { MessageInput, Rows } from './index.js'
import { BadRow, connect, type Disparo } from './index.js'
import { begin, observe, rowId, settle } from './ledger/index.js'
import { bulkPriority, laneQueueName } from './queue/index.js'
import { accountKeys, openRedis } from './redis/index.js'

const name = 'connect-test'
const url = inject('redisUrl')
const keys = accountKeys(name)
const redis = openRedis(url, 'worker')
const message = { to: '11 98765-4321', namespace: 'ns', elementName: 'boas_vindas' }
const otp = {
  ...message,
  components: [{ type: 'otp', parameters: [{ type: 'text', text: '123456' }] }],
} as const
const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ ...message, to: String(5511900000000 + n) }))

let disparo: Disparo
beforeEach(async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
  disparo = connect({ redis: url, account: name })
})
afterEach(() => disparo.close())
afterAll(() => redis.disconnect())

const jobs = (lane: 'urgent' | 'bulk') => redis.keys(`${keys.prefix}:${laneQueueName(name, lane)}:*-*-*`)

describe('send', () => {
  it('enqueues a message, which is then known as enqueued', async () => {
    const { id, lane, created } = await disparo.send(message)
    expect({ lane, created }).toEqual({ lane: 'bulk', created: true })
    expect(await disparo.status(id)).toMatchObject({
      status: 'enqueued',
      to: '5511987654321',
      attempts: 0,
      timeline: { enqueued: expect.stringMatching(/^\d{4}-/) },
    })
  })

  it('takes one-time codes as urgent and what the caller says above all', async () => {
    expect(await disparo.send(otp)).toMatchObject({ lane: 'urgent' })
    expect(await disparo.send(otp, { lane: 'bulk' })).toMatchObject({ lane: 'bulk' })
  })

  it('enqueues one message for one key, in whatever lane and however often it comes at once', async () => {
    /** On a busy machine 20 at once may have no answer within 900 ms; whoever has none asks again, as the error says. */
    const send = (): ReturnType<typeof disparo.send> =>
      disparo.send(message, { key: 'order 1' }).catch((error: { readonly code?: string }) => {
        if (error.code === 'REDIS_UNAVAILABLE') return send()
        throw error
      })
    const all = await Promise.all(Array.from({ length: 20 }, send))
    expect(new Set(all.map(({ id }) => id)).size).toBe(1)
    expect(await disparo.send(message, { key: 'order 1', lane: 'urgent' })).toMatchObject({
      created: false,
      lane: 'bulk',
    })
    expect(await jobs('bulk')).toHaveLength(1)
    expect(await jobs('urgent')).toHaveLength(0)
  })

  it('refuses a key that belongs to a different message', async () => {
    await disparo.send(message, { key: 'order 1' })
    const other = disparo.send({ ...message, elementName: 'outro' }, { key: 'order 1' })
    await expect(other).rejects.toMatchObject({ code: 'KEY_REUSED' })
  })

  it('keeps keys and recipients out of ids', async () => {
    const { id } = await disparo.send(message, { key: '5511987654321' })
    expect(id).not.toContain('987654321')
  })

  it('holds a message back until sendAt', async () => {
    const sendAt = new Date(Date.now() + 3_600_000)
    const { id } = await disparo.send(message, { sendAt })
    const state = await disparo.status(id)
    expect(Math.abs(new Date(state?.sendAt ?? 0).getTime() - sendAt.getTime())).toBeLessThan(1_000)
    expect(await redis.zcard(`${keys.prefix}:${laneQueueName(name, 'bulk')}:delayed`)).toBe(1)
  })

  it.each([
    ['a phone of letters', { ...message, to: 'onze' }, {}, ['to']],
    ['an expiry in the past', message, { expiresAt: new Date(0) }, ['expiresAt']],
    [
      'an expiry before sendAt',
      message,
      { sendAt: new Date(4e12), expiresAt: new Date(3e12) },
      ['expiresAt'],
    ],
    ['several at once', { ...message, namespace: '', to: 'x' }, { key: '' }, ['to', 'namespace', 'key']],
    ['no object', 'hello', {}, ['']],
  ])('refuses %s, naming the field, and enqueues nothing', async (_title, input, options, paths) => {
    const failure = await disparo.send(input as MessageInput, options).catch((error) => error)
    expect(failure).toMatchObject({ code: 'INVALID_MESSAGE' })
    expect(failure.problems.map(({ path }: { path: string }) => path)).toEqual(expect.arrayContaining(paths))
    expect(await jobs('bulk')).toHaveLength(0)
  })
})

describe('sendMany', () => {
  it('enqueues thousands as one batch, every one with its id, and can be read by page', async () => {
    const seen: number[] = []
    const receipt = await disparo.sendMany(rowsOf(2_500), {
      onProgress: ({ enqueued }) => seen.push(enqueued),
    })
    expect(receipt).toMatchObject({ rows: 2_500, enqueued: 2_500, duplicates: 0, rejected: 0, lane: 'bulk' })
    expect(seen).toEqual([1_000, 2_000, 2_500])
    expect(await disparo.batch(receipt.id)).toMatchObject({ total: 2_500, counts: { enqueued: 2_500 } })
    const page = await disparo.batchMessages(receipt.id, { after: 1_999, limit: 200 })
    expect(page?.messages.map(({ row }) => row)).toEqual(Array.from({ length: 200 }, (_, n) => 2_000 + n))
    expect(page?.next).toBe(2_199)
    expect((await disparo.batchMessages(receipt.id, { after: 2_400, limit: 100 }))?.next).toBeUndefined()
  })

  it('goes on with good rows and names the bad ones by number and field', async () => {
    const rows = rowsOf(5) as Rows[]
    rows[1] = { ...message, to: 'x' }
    rows[2] = new BadRow([{ path: '', message: 'is not readable' }])
    rows[3] = { ...message, sendAt: 'tomorrow' }
    const receipt = await disparo.sendMany(rows)
    expect(receipt).toMatchObject({ rows: 5, enqueued: 2, rejected: 3 })
    expect(receipt.problems.map(({ row, path }) => [row, path])).toEqual([
      [2, 'to'],
      [3, ''],
      [4, 'sendAt'],
    ])
  })

  it('names the first thousand problems and counts them all', async () => {
    const receipt = await disparo.sendMany(Array.from({ length: 1_500 }, () => 'no message' as never))
    expect(receipt).toMatchObject({ rejected: 1_500, enqueued: 0 })
    expect(receipt.problems).toHaveLength(1_000)
  })

  it('enqueues a row with a key once, in this batch or any other', async () => {
    const keyed = rowsOf(3).map((row, n) => ({ ...row, key: `invoice ${n}` }))
    const first = await disparo.sendMany([...keyed, ...keyed.slice(0, 1)])
    expect(first).toMatchObject({ enqueued: 3, duplicates: 1 })
    expect(await disparo.sendMany(keyed)).toMatchObject({ enqueued: 0, duplicates: 3 })
    expect(await disparo.batch(first.id)).toMatchObject({ total: 3 })
    expect((await disparo.batchMessages(first.id))?.messages).toHaveLength(3)
    expect(
      await disparo.sendMany(keyed.slice(0, 1).map((row) => ({ ...row, elementName: 'outro' }))),
    ).toMatchObject({
      rejected: 1,
      problems: [{ row: 1, path: 'key' }],
    })
  })

  it('leaves out no row for one of its person that is refused', async () => {
    const overdue = { ...message, sendAt: new Date(Date.now() - 2 * 86_400_000) }
    const receipt = await disparo.sendMany([overdue, message, { ...message, elementName: 'outro' }], {
      unique: 'to',
    })
    expect(receipt).toMatchObject({ rejected: 1, enqueued: 1, samePerson: 1 })
  })

  it('completes an interrupted batch when it comes again with the same key', async () => {
    const rows = rowsOf(1_500)
    async function* breakingOff() {
      yield* rows.slice(0, 1_200)
      throw new Error('connection lost')
    }
    await expect(disparo.sendMany(breakingOff(), { key: 'march' })).rejects.toThrow('connection lost')
    expect(await jobs('bulk')).toHaveLength(1_000)
    const receipt = await disparo.sendMany(rows, { key: 'march' })
    expect(receipt).toMatchObject({ enqueued: 500, unchanged: 1_000, duplicates: 0 })
    expect(await jobs('bulk')).toHaveLength(1_500)
    expect(await disparo.batch(receipt.id)).toMatchObject({ total: 1_500 })
  })

  it('enqueues what is new when a batch key is used for other rows', async () => {
    await disparo.sendMany(rowsOf(3), { key: 'march' })
    const changed = rowsOf(3).map((row, n) => (n === 1 ? { ...row, elementName: 'outro' } : row))
    expect(await disparo.sendMany(changed, { key: 'march' })).toMatchObject({ enqueued: 1, unchanged: 2 })
  })

  it('gives bulk jobs the priority that lets a retry overtake them', async () => {
    const { id } = await disparo.sendMany(rowsOf(1))
    const first = (await disparo.batchMessages(id))?.messages[0]?.id
    const priority = await redis.hget(`${keys.prefix}:${laneQueueName(name, 'bulk')}:${first}`, 'priority')
    expect(Number(priority)).toBe(bulkPriority.first)
    expect(bulkPriority.retry).toBeLessThan(bulkPriority.first)
  })

  it('checks rows without enqueueing any', async () => {
    expect(await disparo.check(['x' as never, ...rowsOf(2)])).toMatchObject({
      rows: 3,
      rejected: 1,
      problems: [{ row: 1 }],
    })
    expect(await jobs('bulk')).toHaveLength(0)
  })
})

describe('dispatched', () => {
  const ledgerOptions = { retentionMs: 86_400_000, outbox: false }
  const sent = { ...message, to: '5511987654321', externalLabel: 'natal' }
  const batch = '0193f7a2-5d3c-7e0b-9a55-3f0a7f6b2c11'
  const dispatch = async (id: string, status: 'accepted' | 'rejected' = 'accepted') => {
    const common = { id, token: id, maxAttempts: 3, ledgerOptions }
    const limit = { max: 1_000, windowMs: 60_000, safetyMarginMs: 0, reserve: 0 }
    const [policy, lane] = ['verify', 'bulk'] as const
    const terms = { policy, lane, limit, attemptMs: 1_000, enqueuedAt: 1_000 }
    await begin(redis, keys, { ...common, ...terms, message: sent })
    const gate = { kind: 'success' } as const
    await settle(redis, keys, {
      ...common,
      outage: { closeAfter: 5, firstPauseMs: 1, longestPauseMs: 1 },
      settlement: { status, countAttempt: 'always', exhausted: 'failed', gate },
    })
  }
  const around = () => ({ from: new Date(Date.now() - 60_000), to: new Date(Date.now() + 60_000) })

  it('shows the messages that went out, by page, with all that a report tells of them', async () => {
    const ids = [1, 2, 3].map((row) => rowId(batch, row))
    for (const id of ids) await dispatch(id)
    await dispatch(rowId(batch, 4), 'rejected')
    await disparo.send(message)
    const observations = [
      { id: ids[1] ?? '', dispatchedAt: 5_000, sentAt: 6_000, billable: true, origin: 'API' },
    ]
    await observe(redis, keys, { ledgerOptions, observations })
    const page = await disparo.dispatched({ ...around(), offset: 1, limit: 1 })
    expect(page).toMatchObject({
      total: 3,
      items: [{ ...sent, id: ids[1], status: 'sent', billable: true, origin: 'API', batch, row: 2 }],
    })
    expect(page.items[0]).toMatchObject({
      dispatchedAt: '1970-01-01T00:00:05.000Z',
      timeline: { sent: '1970-01-01T00:00:06.000Z' },
    })
    const all = await disparo.dispatched(around())
    expect(all.items.map(({ id }) => id)).toEqual(ids)
  })

  it('counts those that the ledger has let go of, without showing them', async () => {
    await dispatch(rowId(batch, 1))
    await dispatch(rowId(batch, 2))
    await redis.del(keys.message(rowId(batch, 1)))
    const { total, items } = await disparo.dispatched(around())
    expect([total, items.length]).toEqual([2, 1])
  })

  it('takes any window, however long, and answers an empty page where nothing went out', async () => {
    await dispatch(rowId(batch, 1))
    const ever = { from: new Date(0), to: new Date(8.64e15) }
    expect(await disparo.dispatched(ever)).toMatchObject({ total: 1 })
    expect(await disparo.dispatched({ from: ever.to, to: ever.from })).toEqual({ total: 0, items: [] })
    const past = { from: new Date(Date.now() - 31 * 86_400_000), to: new Date(Date.now() - 7_200_000) }
    expect(await disparo.dispatched(past)).toEqual({ total: 0, items: [] })
    const noDate = disparo.dispatched({ from: new Date('no date'), to: ever.to })
    await expect(noDate).rejects.toMatchObject({ problems: [{ path: 'from' }] })
  })
})

describe('an id that is none', () => {
  it.each(['wait', 'none', 'meta', 'x:rows', `${'0'.repeat(36)}`, ''])('is not known: %s', async (id) => {
    await disparo.send(message)
    expect(await disparo.status(id)).toBeUndefined()
    expect(await disparo.batch(id)).toBeUndefined()
    expect(await disparo.batchMessages(id)).toBeUndefined()
    expect(await disparo.resolve(id, { as: 'resend', by: 'me' })).toBeUndefined()
  })
})

describe('Redis', () => {
  it('whose address is wrong is refused at once, by what is wrong', () => {
    const wrong = () => connect({ redis: 'redis+sentinel://:s3cret@host', account: name })
    expect(wrong).toThrow(expect.objectContaining({ code: 'INVALID_REDIS_URL' }))
    expect(wrong).toThrow(/master/)
    expect(wrong).not.toThrow(/s3cret/)
  })

  it('that is down makes every call fail, by name', async () => {
    const down = connect({ redis: 'redis://127.0.0.1:1', account: name })
    await expect(down.send(message)).rejects.toMatchObject({ code: 'REDIS_UNAVAILABLE' })
    await expect(down.ping()).rejects.toMatchObject({ code: 'REDIS_UNAVAILABLE' })
    await down.close()
  })

  it('that was down at the start is found when it comes', async () => {
    const { hostname, port, username, password } = new URL(url)
    const gap = createServer()
    await new Promise<void>((resolve) => gap.listen(0, '127.0.0.1', resolve))
    const address = gap.address() as { port: number }
    await new Promise((resolve) => gap.close(resolve))
    const late = connect({
      redis: `redis://${username}:${password}@127.0.0.1:${address.port}`,
      account: name,
    })
    await expect(late.send(message)).rejects.toMatchObject({ code: 'REDIS_UNAVAILABLE' })

    const { connect: dial } = await import('node:net')
    const relay = createServer((socket) => {
      const upstream = dial(Number(port), hostname)
      socket.pipe(upstream).pipe(socket)
      for (const end of [socket, upstream]) end.on('error', () => upstream.destroy())
    })
    await new Promise<void>((resolve) => relay.listen(address.port, '127.0.0.1', resolve))
    await expect
      .poll(() =>
        late.send(message).then(
          ({ created }) => created,
          () => false,
        ),
      )
      .toBe(true)
    await late.close()
    relay.close()
  })
})

describe('a message that its worker could not read', () => {
  it('is failed, with the reason', async () => {
    const { id } = await disparo.send(message)
    await redis.hset(`${keys.prefix}:${laneQueueName(name, 'bulk')}:${id}`, 'data', '{"message":{}}')
    const worker = new Worker(
      laneQueueName(name, 'bulk'),
      () => {
        throw new Error('The job carries no message')
      },
      { connection: redis, prefix: keys.prefix, settings: { backoffStrategy: () => -1 } },
    )
    await new Promise((resolve) => worker.once('failed', resolve))
    expect(await disparo.status(id)).toMatchObject({ status: 'failed', detail: 'The job carries no message' })
    await worker.close()
  })
})
