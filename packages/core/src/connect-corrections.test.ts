import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { connect } from './connect.js'
import type { Disparo } from './disparo.js'
import type { Rows } from './index.js'
import { readRowHashes } from './ledger/index.js'
import { closeLanes, openLanes, SourceRow } from './queue/index.js'
import { accountKeys, openRedis } from './redis/index.js'

const name = 'corrections-test'
const hourMs = 3_600_000
const keys = accountKeys(name)
const redis = openRedis(inject('redisUrl'), 'worker')
const lanes = openLanes(redis, { name })
const disparo = connect({ redis: inject('redisUrl'), account: name })
const row = (n: number, over = {}) => ({
  ...{ to: `551190000${1_000 + n}`, namespace: 'ns', elementName: 'aviso', externalLabel: 'natal' },
  ...over,
})
const rows = (count: number, first = 0) => Array.from({ length: count }, (_, n) => row(first + n))
const inHours = (hours: number) => new Date(Math.ceil(Date.now() / hourMs) * hourMs + hours * hourMs)

const clear = async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
}
beforeEach(clear)
afterAll(async () => {
  await clear()
  await Promise.all([disparo.close(), closeLanes(lanes)])
  redis.disconnect()
})

const waiting = async () => {
  const counts = await lanes.bulk.getJobCounts('prioritized', 'delayed')
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}
const recipients = async (id: string) =>
  ((await disparo.batchMessages(id, { limit: 1_000 }))?.messages ?? []).map(({ to }) => to).sort()
/** As when all were settled so long ago that the ledger has let go of them. */
const loseEntriesAndJobs = async (id: string) => {
  for (const message of (await disparo.batchMessages(id, { limit: 1_000 }))?.messages ?? []) {
    await lanes.bulk.remove(message.id)
    await redis.del(keys.message(message.id))
  }
}

describe('a row is known by its content', () => {
  it('rows that are alike are one message, however the phone is written and wherever they stand', async () => {
    const alike = [
      row(1),
      row(2),
      { ...row(1), to: '+55 (11) 90000-1001' },
      row(1, { expiresAt: inHours(9) }),
    ]
    const receipt = await disparo.sendMany(alike)
    expect(receipt).toMatchObject({ rows: 4, enqueued: 2, repeated: 2, samePerson: 0 })
    expect(await disparo.batch(receipt.id)).toMatchObject({ total: 2 })
    expect(await waiting()).toBe(2)
  })

  it('with and without the ninth digit it is one person', async () => {
    const receipt = await disparo.sendMany([row(1), { ...row(1), to: '551100001001' }])
    expect(receipt).toMatchObject({ enqueued: 1, repeated: 1 })
  })

  it('one that is deleted, moved or added in front of the others changes nothing for those', async () => {
    const all = rows(5)
    const { id } = await disparo.sendMany(all, { key: 'k' })
    const changed = [row(99), ...all.slice(3), ...all.slice(0, 2)]
    expect(await disparo.sendMany(changed, { key: 'k' })).toMatchObject({ id, enqueued: 1, unchanged: 4 })
    expect(await recipients(id)).toEqual([...all, row(99)].map(({ to }) => to).sort())
    // Where it first stood.
    const found = (await disparo.batchMessages(id))?.messages.map((message) => [message.to, message.row])
    expect(found).toContainEqual([row(4).to, 5])
    expect(found).toContainEqual([row(99).to, 1])
  })

  it('a bad row that is corrected goes, and no other again', async () => {
    const first = await disparo.sendMany([row(1), row(2, { to: '12' }), row(3)], { key: 'k' })
    expect(first).toMatchObject({ enqueued: 2, rejected: 1 })
    expect(await disparo.sendMany(rows(3, 1), { key: 'k' })).toMatchObject({ enqueued: 1, unchanged: 2 })
    expect(await waiting()).toBe(3)
  })

  it.each(['settled and gone', 'cancelled', 'forgotten'])('for good: %s', async (fate) => {
    const { id } = await disparo.sendMany(rows(3), { key: 'k' })
    if (fate === 'settled and gone') await loseEntriesAndJobs(id)
    if (fate === 'cancelled') await disparo.sendMany(rows(1), { key: 'k', replace: true })
    if (fate === 'forgotten') await disparo.forget(row(1).to)
    const before = await waiting()
    expect(await disparo.sendMany(rows(3), { key: 'k' })).toMatchObject({ enqueued: 0, unchanged: 3 })
    expect(await waiting()).toBe(before)
    expect(await disparo.batch(id)).toMatchObject({ total: 3 })
  })

  it('where it was reserved, and the call that did so died before or after it was enqueued', async () => {
    const { id } = await disparo.sendMany(rows(3), { key: 'k' })
    const [first] = (await disparo.batchMessages(id))?.messages ?? []
    await redis.del(keys.batchRows(id))
    await lanes.bulk.remove(first?.id ?? '')
    expect(await disparo.sendMany(rows(3), { key: 'k' })).toMatchObject({ enqueued: 1, unchanged: 2 })
    expect([await waiting(), (await disparo.batch(id))?.total]).toEqual([3, 3])
    // So long ago that nobody can tell: better not at all than twice.
    await redis.del(keys.batchRows(id))
    await loseEntriesAndJobs(id)
    for (const each of await lanes.bulk.getJobs()) await each.remove()
    await redis.hset(keys.batch(id), 'reservedAt', Date.now() - 32 * 24 * hourMs)
    expect(await disparo.sendMany(rows(3), { key: 'k' })).toMatchObject({ enqueued: 0, unchanged: 3 })
  })

  it('by two calls at the same time', async () => {
    const all = rows(1_500).map((each, n) => ({ ...each, to: `55119${90_000_000 + n}` }))
    const receipts = await Promise.all([
      disparo.sendMany(all, { key: 'k' }),
      disparo.sendMany([...all].reverse(), { key: 'k' }),
    ])
    for (const { enqueued, unchanged } of receipts) expect(enqueued + unchanged).toBe(1_500)
    expect(await disparo.batch(receipts[0].id)).toMatchObject({ total: 1_500, counts: { enqueued: 1_500 } })
    expect(await waiting()).toBe(1_500)
  })

  it('a row with a key by that alone, and never as one with another', async () => {
    const keyed = [row(1, { key: 'a' }), row(1, { key: 'b' }), row(1)]
    const { id, ...receipt } = await disparo.sendMany(keyed, { key: 'k' })
    expect(receipt).toMatchObject({ enqueued: 3, repeated: 0 })
    expect(await disparo.sendMany(keyed, { key: 'k' })).toMatchObject({ enqueued: 0, unchanged: 3 })
    await loseEntriesAndJobs(id)
    expect(await disparo.sendMany(keyed, { key: 'k' })).toMatchObject({ enqueued: 0, unchanged: 3 })
  })

  it('rows that differ in sendAt only are the n-th of their equals, so that correcting a time sends nothing twice', async () => {
    const at = (...hours: number[]) => hours.map((hour) => row(1, { sendAt: inHours(hour) }))
    const { id, ...receipt } = await disparo.sendMany(at(2, 1, 2), { key: 'k' })
    expect(receipt).toMatchObject({ enqueued: 2, repeated: 1, samePerson: 0 })
    expect(await disparo.sendMany(at(3, 1), { key: 'k' })).toMatchObject({ enqueued: 0, unchanged: 2 })
    // The third in order of time is new, whatever the order of rows.
    expect(await disparo.sendMany(at(7, 1, 2), { key: 'k' })).toMatchObject({ enqueued: 1, unchanged: 2 })
    const times = (await disparo.batchMessages(id))?.messages.map(({ sendAt }) => sendAt)
    expect(times?.at(-1)?.slice(0, 13)).toBe(inHours(7).toISOString().slice(0, 13))
  })

  it('by place each row is a message of its own', async () => {
    const receipt = await disparo.sendMany([row(1), row(1)], { key: 'k', rowsBy: 'place' })
    expect(receipt).toMatchObject({ enqueued: 2, repeated: 0 })
    await loseEntriesAndJobs(receipt.id)
    const again = disparo.sendMany([row(1), row(1), row(1)], { key: 'k', rowsBy: 'place' })
    expect(await again).toMatchObject({ enqueued: 1, unchanged: 2 })
    await expect(disparo.sendMany([row(1)], { into: receipt.id })).rejects.toMatchObject({
      code: 'CANNOT_CORRECT',
    })
  })
})

describe('the same person with different content', () => {
  const offers = [row(1), row(1, { elementName: 'oferta' }), row(2)]

  it('gets both, and is counted', async () => {
    expect(await disparo.sendMany(offers)).toMatchObject({ enqueued: 3, samePerson: 1 })
  })

  it('gets the first only with `unique`, also of another call', async () => {
    const { id, ...receipt } = await disparo.sendMany(offers, { unique: 'to' })
    expect(receipt).toMatchObject({ rows: 3, enqueued: 2, samePerson: 1 })
    const later = await disparo.sendMany([row(2, { elementName: 'oferta' }), row(3)], {
      into: id,
      unique: 'to',
    })
    expect(later).toMatchObject({ enqueued: 1, samePerson: 1 })
  })

  it('gets what replaces the other', async () => {
    const { id } = await disparo.sendMany(offers.slice(0, 1), { unique: 'to' })
    const corrected = [row(1, { elementName: 'oferta' })]
    const receipt = await disparo.sendMany(corrected, { into: id, unique: 'to', replace: true })
    expect(receipt).toMatchObject({ enqueued: 1, samePerson: 0, withdrawn: 1 })
  })
})

describe('corrections', () => {
  it('go into a batch: what it has is unchanged, and new rows go in its lane', async () => {
    const { id } = await disparo.sendMany(rows(3), { lane: 'urgent' })
    const receipt = await disparo.sendMany(rows(4), { into: id, lane: 'bulk' })
    expect(receipt).toMatchObject({ id, lane: 'urgent', enqueued: 1, unchanged: 3 })
    expect(await disparo.batch(id)).toMatchObject({ total: 4 })
  })

  it('replace what has not begun and is not among them, once all of them are good', async () => {
    const keyed = row(9, { key: 'nine' })
    const { id } = await disparo.sendMany([...rows(3), keyed], { key: 'k' })
    const bad = await disparo.sendMany([row(0), row(7, { to: 'x' })], { into: id, replace: true })
    expect(bad).toMatchObject({ rejected: 1, withdrawn: 0 })
    const broken = await disparo.sendMany([row(0)], { into: id, replace: true, isWhole: () => false })
    expect(broken).toMatchObject({ withdrawn: 0 })
    const receipt = await disparo.sendMany([row(0), row(5)], { into: id, replace: true })
    expect(receipt).toMatchObject({ enqueued: 1, unchanged: 1, withdrawn: 3 })
    expect((await disparo.batch(id))?.counts).toMatchObject({ enqueued: 2, cancelled: 3 })
    expect(await waiting()).toBe(2)
  })

  it('send a row that was withdrawn when it comes again, each time once, but not one with the same key', async () => {
    const keyed = row(9, { key: 'nine' })
    const all = [...rows(2), keyed]
    const { id } = await disparo.sendMany(all, { key: 'k' })
    const less = { into: id, replace: true }
    expect(await disparo.sendMany(rows(1), less)).toMatchObject({ unchanged: 1, withdrawn: 2 })
    expect(await disparo.sendMany(all, { into: id })).toMatchObject({
      ...{ enqueued: 1, unchanged: 2, samePerson: 0 },
    })
    expect(await disparo.sendMany(all, { into: id })).toMatchObject({ enqueued: 0, unchanged: 3 })
    expect(await disparo.sendMany(rows(1), less)).toMatchObject({ unchanged: 1, withdrawn: 1 })
    expect(await disparo.sendMany(all, { key: 'k' })).toMatchObject({ enqueued: 0, unchanged: 3 })
    const again = await disparo.sendMany(rows(2), { ...less, unique: 'to' })
    expect(again).toMatchObject({ enqueued: 1, unchanged: 1, withdrawn: 0, samePerson: 0 })
    expect(await waiting()).toBe(2)
  })

  it('are refused by a batch that is cancelled, or not known', async () => {
    const { id } = await disparo.sendMany(rows(1))
    await disparo.cancelBatch(id)
    await expect(disparo.sendMany(rows(2), { into: id })).rejects.toMatchObject({ code: 'BATCH_CANCELLED' })
    const none = id.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
    for (const into of [none, 'x']) {
      await expect(disparo.sendMany(rows(2), { into })).rejects.toMatchObject({ code: 'UNKNOWN_BATCH' })
    }
    await expect(disparo.sendMany(rows(2), { into: id, key: 'k' })).rejects.toMatchObject({
      problems: [{ path: 'into' }],
    })
    expect(await disparo.batch(none)).toBeUndefined()
  })

  it('name what is still wrong, with the line, and forget what was', async () => {
    const source = [new SourceRow(row(1), 2), new SourceRow(row(2, { to: 'x', '5511987654321': 1 }), 5)]
    const { id } = await disparo.sendMany(source)
    const first = await disparo.batchRejected(id)
    expect(first?.rejected.map(({ row: number, line }) => [number, line])).toContainEqual([2, 5])
    expect(first?.rejected.map(({ path }) => path)).toContain('to')
    expect(JSON.stringify(first)).not.toContain('987654321')
    await disparo.sendMany([new SourceRow(row(2), 5, (path) => path)], { into: id })
    expect(await disparo.batchRejected(id)).toEqual({ rejected: [] })
  })
})

describe('an input of a name', () => {
  const sendFile = (all: unknown[], key: string, over: Parameters<Disparo['sendMany']>[1] = {}) =>
    disparo.sendMany(all as Rows[], { key, source: 'campanha.csv', ...over })

  it('that left rows behind is not taken for another within a day', async () => {
    const { id } = await sendFile([row(1), row(2, { to: 'x' })], 'a')
    const refused = sendFile(rows(2, 1), 'b')
    await expect(refused).rejects.toMatchObject({ code: 'CHANGED_SOURCE', earlier: { id, rejectedRows: 1 } })
    expect(await waiting()).toBe(1)
    // The same once more is no other.
    expect(await sendFile([row(1), row(2, { to: 'x' })], 'a')).toMatchObject({ unchanged: 1 })
    expect(await sendFile(rows(2, 1), 'b', { anew: true })).toMatchObject({ enqueued: 2, earlier: id })
  })

  it('that broke off is not, either, until it is corrected', async () => {
    const { id } = await sendFile([row(1)], 'a', { isWhole: () => false })
    await expect(sendFile(rows(2, 1), 'b')).rejects.toMatchObject({ earlier: { id, unfinished: true } })
    await disparo.sendMany(rows(2, 1), { into: id, source: 'campanha.csv' })
    expect(await sendFile(rows(3, 1), 'b')).toMatchObject({ enqueued: 3, earlier: id })
  })

  it('is taken every hour of a day where nothing is wrong with it, and where nobody got anything', async () => {
    for (let hour = 0; hour < 24; hour++) {
      expect(await sendFile([row(hour)], `hour-${hour}`)).toMatchObject({ enqueued: 1 })
    }
    await disparo.sendMany([row(1, { to: 'x' })], { key: 'bad', source: 'outra.csv' })
    expect(await disparo.sendMany(rows(1), { key: 'good', source: 'outra.csv' })).toMatchObject({
      enqueued: 1,
    })
  })
})

describe('with a data key', () => {
  const key = (id: string) => `${id}:${Buffer.alloc(32, id).toString('base64')}`
  const open = (...ids: string[]) =>
    connect({ redis: inject('redisUrl'), account: name, dataKey: ids.map(key).join(',') })

  it('rows are known through a rotation, and what they are known by tells of nobody', async () => {
    const [before, meanwhile, after] = [open('a'), open('b', 'a'), open('b')]
    const { id } = await before.sendMany(rows(2), { key: 'k' })
    expect(await redis.hget(keys.batch(id), 'secret')).toMatch(/^=a\./)
    expect(await meanwhile.sendMany(rows(2), { key: 'k' })).toMatchObject({ unchanged: 2 })
    expect(await after.sendMany(rows(3), { key: 'k' })).toMatchObject({ enqueued: 1, unchanged: 2 })
    const other = await after.sendMany(rows(3), { key: 'other' })
    const marks = await Promise.all(
      [id, other.id].map((each) => readRowHashes(redis, keys, { id: each, after: 0, limit: 9 })),
    )
    const persons = marks.flat().map((mark) => mark.toString('hex', 0, 7))
    expect(new Set(persons).size).toBe(6)
    await Promise.all([before, meanwhile, after].map((each) => each.close()))
  })
})

it('a row takes at most 16 bytes of the memory of its batch', async () => {
  const count = 20_000
  const all = Array.from({ length: count }, (_, n) => ({ ...row(0), to: `55119${90_000_000 + n}` }))
  const { id } = await disparo.sendMany(all)
  const parts = [keys.batchRowHashes(id), keys.batchRows(id)]
  const sizes = await Promise.all(parts.map((part) => redis.memory('USAGE', part, 'SAMPLES', 0)))
  const bytes = sizes.reduce((sum: number, size) => sum + Number(size), 0)
  expect(bytes / count).toBeLessThanOrEqual(16)
})
