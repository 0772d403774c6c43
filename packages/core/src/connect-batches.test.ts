import { afterAll, beforeEach, expect, inject, test } from 'vitest'
import { connect } from './connect.js'
import { type BatchPhaseChange, isLatestPhaseChange, readBatchPhaseChanges } from './ledger/index.js'
import {
  bulkPriority,
  closeLanes,
  openLanes,
  pausedPriority,
  readSendingFacts,
  sweepBatch,
} from './queue/index.js'
import { accountKeys, openRedis } from './redis/index.js'

const name = 'sweep-batch-test'
const keys = accountKeys(name)
const redis = openRedis(inject('redisUrl'), 'worker')
const lanes = openLanes(redis, { name })
const disparo = connect({ redis: inject('redisUrl'), account: name })
const ledgerOptions = { retentionMs: 86_400_000, outbox: false }
const rows = Array.from({ length: 250 }, (_, n) => ({
  ...{ to: `551190000${1_000 + n}`, namespace: 'ns', elementName: 'aviso' },
}))

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

const sweep = (
  moved: BatchPhaseChange,
  goOn: (moved: BatchPhaseChange) => Promise<boolean> = async () => true,
) => sweepBatch({ redis, keys, lanes, ledgerOptions, shouldContinue: goOn }, moved)
const listed = async () => {
  const [moved] = await readBatchPhaseChanges(redis, keys)
  if (!moved) throw new TypeError('No batch is to be swept')
  return moved
}
const priorities = async () => {
  const found = await lanes.bulk.getJobs(['prioritized'], 0, -1, true)
  return found.map(({ priority }) => priority)
}

test('a sweep that breaks off is done by the next', async () => {
  const { id } = await disparo.sendMany(rows)
  await disparo.cancelBatch(id)
  const moved = await listed()
  let steps = 0
  expect(await sweep(moved, async () => ++steps < 2)).toBeUndefined()
  expect((await disparo.batch(id))?.counts).toMatchObject({ cancelled: 100, enqueued: 150 })
  expect(await listed()).toEqual(moved)
  expect(await sweep(moved)).toBe('cancelled')
  expect((await disparo.batch(id))?.counts).toMatchObject({ cancelled: 250, enqueued: 0 })
  expect(await readBatchPhaseChanges(redis, keys)).toEqual([])
  expect(await lanes.bulk.getJobCountByTypes('prioritized')).toBe(0)
})

test('a batch that is resumed while it is put off comes back as a whole', async () => {
  const { id } = await disparo.sendMany(rows)
  await disparo.pauseBatch(id)
  const moved = await listed()
  const resumeInTheMiddle = async (each: BatchPhaseChange) => {
    if ((await priorities()).includes(pausedPriority)) await disparo.resumeBatch(id)
    return isLatestPhaseChange(redis, keys, each)
  }
  expect(await sweep(moved, resumeInTheMiddle)).toBeUndefined()
  expect(new Set(await priorities())).toEqual(new Set([pausedPriority, bulkPriority.first]))
  expect(await sweep(await listed())).toBe('running')
  expect(new Set(await priorities())).toEqual(new Set([bulkPriority.first]))
  expect(await lanes.bulk.getJobCountByTypes('prioritized')).toBe(rows.length)
})

test('a batch that is gone has nothing to be swept', async () => {
  const { id } = await disparo.sendMany(rows.slice(0, 1))
  await disparo.cancelBatch(id)
  await redis.del(keys.batch(id))
  expect(await sweep(await listed())).toBe('running')
  expect(await readBatchPhaseChanges(redis, keys)).toEqual([])
})

test('a message of a key that belongs to another batch by now is none of its', async () => {
  const keyed = rows.slice(0, 3).map((row, n) => ({ ...row, key: `row-${n}` }))
  const { id } = await disparo.sendMany(keyed, { key: 'first' })
  const first = (await disparo.batchMessages(id))?.messages.map((message) => message.id) ?? []
  for (const each of first) await lanes.bulk.remove(each)
  const other = await disparo.sendMany(keyed, { key: 'second' })
  expect(other).toMatchObject({ enqueued: 3 })
  for (const to of ['pauseBatch', 'resumeBatch', 'cancelBatch'] as const) {
    await disparo[to](id)
    await sweep(await listed())
    expect(await priorities()).toEqual(Array.from({ length: 3 }, () => bulkPriority.first))
  }
  expect((await disparo.batch(other.id))?.counts).toMatchObject({ enqueued: 3, cancelled: 0 })
})

test('messages of a paused batch are none that others wait for', async () => {
  const { id } = await disparo.sendMany(rows)
  await disparo.send({ ...rows[0], to: '5511900000002' }, { lane: 'bulk' })
  expect((await readSendingFacts({ redis, keys, lanes })).lanes.bulk.waiting).toBe(251)
  await disparo.pauseBatch(id)
  await sweep(await listed())
  expect((await readSendingFacts({ redis, keys, lanes })).lanes.bulk.waiting).toBe(1)
})

test('a batch of the urgent lane is cancelled as a whole', async () => {
  const { id } = await disparo.sendMany(rows, { lane: 'urgent' })
  await disparo.cancelBatch(id)
  await sweep(await listed())
  expect((await disparo.batch(id))?.counts).toMatchObject({ cancelled: 250, enqueued: 0 })
  expect(await lanes.urgent.getJobCountByTypes('waiting', 'prioritized')).toBe(0)
})
