import { afterAll, beforeEach, expect, inject, onTestFinished, test } from 'vitest'
import { connect } from './connect.js'
import { begin, settle } from './ledger/index.js'
import { accountKeys, openRedis } from './redis/index.js'
import { watchRedis } from './watch-redis.test.support.js'

const name = 'register-test'
const keys = accountKeys(name)
const redis = openRedis(inject('redisUrl'), 'worker')
const disparo = connect({ redis: inject('redisUrl'), account: name })
const row = { to: '5511900001000', namespace: 'ns', elementName: 'aviso' }
const missing = '0193f7a2-5d3c-7e0b-9a55-3f0a7f6b2c11'

const clear = async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
}
beforeEach(clear)
afterAll(async () => {
  await clear()
  await disparo.close()
  redis.disconnect()
})

const named = async (count: number) => {
  const ids: string[] = []
  for (let n = 1; n <= count; n++) {
    const { id } = await disparo.sendMany([{ ...row, key: `row-${n}` }], { name: `Campanha ${n}` })
    ids.push(id)
  }
  return ids
}
/** Has the one message of a batch accepted, as a worker would. */
const accept = async (batch: string) => {
  const [message] = (await disparo.batchMessages(batch))?.messages ?? []
  const attempt = {
    ...{ id: message?.id ?? '', token: 'a', batch, lane: 'bulk' as const, maxAttempts: 8 },
    ledgerOptions: { retentionMs: 60_000, outbox: false },
  } as const
  const asked = await begin(redis, keys, {
    ...{ ...attempt, message: row, policy: 'verify', attemptMs: 1_000, enqueuedAt: Date.now() },
    limit: { max: 100, windowMs: 1_000, safetyMarginMs: 0, reserve: 0 },
  })
  expect(asked.kind).toBe('go')
  await settle(redis, keys, {
    ...attempt,
    outage: { closeAfter: 3, firstPauseMs: 1_000, longestPauseMs: 60_000 },
    settlement: {
      status: 'accepted',
      countAttempt: 'always',
      exhausted: 'failed',
      gate: { kind: 'success' },
    },
  })
}
const namesOf = (list: { batches: readonly { name?: string }[] }) => list.batches.map((batch) => batch.name)

test('a batch says what it is called, who enqueued it, what as, when it may go, and of which templates', async () => {
  const sendAt = new Date(Date.now() + 3_600_000)
  const rows = [row, { ...row, to: '5511900001001' }, { ...row, to: '5511900001002', elementName: 'oferta' }]
  const { id } = await disparo.sendMany(rows, {
    ...{ name: ' Clientes de novembro ', createdBy: 'marketing', format: 'csv', sendAt },
  })
  expect(await disparo.batch(id)).toMatchObject({
    ...{ name: 'Clientes de novembro', createdBy: 'marketing', source: 'csv', state: 'scheduled' },
    sendAt: sendAt.toISOString(),
    templates: [
      { namespace: 'ns', elementName: 'aviso', count: 2 },
      { namespace: 'ns', elementName: 'oferta', count: 1 },
    ],
  })
})

test('repeating a batch counts no template twice, and renames nothing', async () => {
  const options = { key: 'once', name: 'first' }
  const { id } = await disparo.sendMany([row], options)
  await disparo.sendMany([row, { ...row, to: '5511900001001' }], { ...options, name: 'second' })
  expect(await disparo.batch(id)).toMatchObject({
    name: 'first',
    templates: [{ elementName: 'aviso', count: 2 }],
  })
  expect(namesOf(await disparo.batches())).toEqual(['first'])
})

test('of very many templates the five most used are named', async () => {
  const rows = Array.from({ length: 120 }, (_, n) => ({
    ...row,
    ...{ to: `55119000${10_000 + n}`, elementName: `aviso_${n < 60 ? n % 6 : n}` },
  }))
  const { id } = await disparo.sendMany(rows)
  const { templates } = (await disparo.batch(id)) ?? {}
  expect(templates?.map(({ count }) => count)).toEqual([10, 10, 10, 10, 10])
  expect(
    Object.keys(await redis.hgetall(keys.batch(id))).filter((field) => field.startsWith('template:')),
  ).toHaveLength(51)
})

test('batches are listed page by page, the newest first, those of one millisecond too', async () => {
  const ids = await named(7)
  for (const id of ids) {
    await redis.zadd(keys.batches, 1_000, id)
    await redis.hset(keys.batch(id), 'createdAt', 1_000)
  }
  const seen: string[] = []
  for (let after: string | undefined; ; ) {
    const page = await disparo.batches({ limit: 3, after })
    expect(page.batches.length).toBeLessThanOrEqual(3)
    seen.push(...page.batches.map(({ id }) => id))
    after = page.next
    if (after === undefined) break
  }
  expect(seen).toEqual([...ids].sort().reverse())
})

test('batches are found by part of their name, whatever its cases and accents, and by their id', async () => {
  const [first = ''] = await named(3)
  await disparo.renameBatch(first, 'Promoção de Verão')
  expect(namesOf(await disparo.batches({ q: 'PROMOCAO' }))).toEqual(['Promoção de Verão'])
  expect(namesOf(await disparo.batches({ q: first.slice(0, 36) }))).toEqual(['Promoção de Verão'])
  expect(namesOf(await disparo.batches({ q: 'campanha', limit: 1 }))).toEqual(['Campanha 3'])
  expect(namesOf(await disparo.batches({ q: 'nothing of this' }))).toEqual([])
})

test('batches are found by how they stand, and the state says who changed it', async () => {
  const [first = '', second = '', third = ''] = await named(3)
  await disparo.pauseBatch(first, { by: 'ana' })
  await disparo.cancelBatch(second, { by: 'rui' })
  await accept(third)
  const states = ['paused', 'cancelled', 'finished', 'running'] as const
  const found = await Promise.all(states.map((state) => disparo.batches({ state })))
  expect(found.map(namesOf)).toEqual([['Campanha 1'], ['Campanha 2'], ['Campanha 3'], []])
  expect(found[0]?.batches[0]?.paused).toEqual({ at: expect.any(String), by: 'ana' })
  expect(found[1]?.batches[0]?.cancelled).toEqual({ at: expect.any(String), by: 'rui' })
  await disparo.resumeBatch(first)
  expect(await disparo.batch(first)).not.toHaveProperty('paused')
})

test('the register waits for a connection, as every call does', async () => {
  const early = connect({ redis: inject('redisUrl'), account: name })
  onTestFinished(() => early.close())
  expect(await early.batches()).toEqual({ batches: [] })
})

test('a filter reads whole batches only where they may be wanted', async () => {
  const [first = '', second = '', third = ''] = await named(12)
  await disparo.pauseBatch(first)
  await accept(second)
  const asked = await watchRedis(redis)
  await disparo.batches({ state: 'paused' })
  await disparo.batches({ q: 'campanha 3' })
  await disparo.batches({ state: 'running', q: 'campanha 2' })
  const seen = (await asked()).flatMap((line) => /"hgetall" "([^"]+:batch:[^"]+)"/i.exec(line)?.[1] ?? [])
  expect(seen.filter((key) => key.startsWith(keys.prefix))).toEqual(
    [first, third].map((id) => keys.batch(id)),
  )
})

test('a batch that the ledger has let go of is listed no more, and leaves the register', async () => {
  const [first = ''] = await named(2)
  await redis.del(keys.batch(first))
  expect(namesOf(await disparo.batches())).toEqual(['Campanha 2'])
  await named(3)
  expect(await redis.zscore(keys.batches, first)).toBeNull()
})

test('a batch that is in no register is in it once it is paused', async () => {
  const [first = ''] = await named(1)
  await redis.del(keys.batches)
  expect(namesOf(await disparo.batches())).toEqual([])
  await disparo.pauseBatch(first)
  expect(namesOf(await disparo.batches())).toEqual(['Campanha 1'])
})

test('what is no name, filter or place is named', async () => {
  const field = (path: string) => ({ problems: [{ path }] })
  await expect(disparo.sendMany([row], { name: 'two\nlines' })).rejects.toMatchObject(field('name'))
  await expect(disparo.sendMany([row], { name: 'x'.repeat(101) })).rejects.toMatchObject(field('name'))
  await expect(disparo.renameBatch(missing, ' ')).rejects.toMatchObject(field('name'))
  await expect(disparo.batches({ state: 'done' as never })).rejects.toMatchObject(field('state'))
  await expect(disparo.batches({ after: '17' })).rejects.toMatchObject(field('after'))
  expect(await disparo.renameBatch(missing, 'a name')).toBeUndefined()
})
