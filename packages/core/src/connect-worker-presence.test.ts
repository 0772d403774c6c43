import { afterAll, beforeEach, describe, expect, inject, it, onTestFinished } from 'vitest'
import type { RowInput } from './index.js'
import { connect } from './index.js'
import { recordHeartbeat, workerHeartbeat } from './queue/index.js'
import { accountKeys, openRedis } from './redis/index.js'

const name = 'manning-test'
const url = inject('redisUrl')
const keys = accountKeys(name)
const redis = openRedis(url, 'worker')
const row = (n: number) => ({ to: String(5511900000000 + n), namespace: 'ns', elementName: 'aviso' })
const rows = (count: number, more: object = {}) =>
  Array.from({ length: count }, (_, n) => ({ ...row(n), ...more }))
const hour = 3_600_000

function open() {
  const disparo = connect({ redis: url, account: name })
  onTestFinished(() => disparo.close())
  return disparo
}

beforeEach(async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
})
afterAll(() => redis.disconnect())

describe('where no worker is there', () => {
  it('receipts, batches and estimates say so, and promise no time', async () => {
    const disparo = open()
    expect(await disparo.send(row(1))).toMatchObject({ created: true, hasWorker: false })
    const receipt = await disparo.sendMany(rows(3))
    expect(receipt).toMatchObject({ enqueued: 3, hasWorker: false })
    expect(receipt).not.toHaveProperty('estimatedDoneAt')
    expect(await disparo.batch(receipt.id)).toMatchObject({ hasWorker: false })
    expect(await disparo.estimate('bulk')).toEqual({ hasWorker: false })
  })

  it('a batch that stands still says so to whoever corrects it, and promises no time', async () => {
    await recordHeartbeat(redis, keys)
    const disparo = open()
    const { id, state } = await disparo.sendMany(rows(3))
    expect(state).toBeUndefined()
    await disparo.pauseBatch(id)
    const stopped = { state: 'paused', estimatedDoneAt: null, estimatedDoneReason: 'paused' }
    expect(await disparo.check(rows(5), { into: id })).toMatchObject({ enqueued: 2, ...stopped })
    expect(await disparo.sendMany(rows(5), { into: id })).toMatchObject({ enqueued: 2, ...stopped })
    await redis.hset(keys.batch(id), 'state', 'halted')
    const again = await disparo.sendMany(rows(6), { into: id })
    expect(again).toMatchObject({ ...stopped, state: 'halted', estimatedDoneReason: 'halted' })
    await disparo.resumeBatch(id)
    const { state: after, estimatedDoneAt } = await disparo.sendMany(rows(7), { into: id })
    expect([after, typeof estimatedDoneAt]).toEqual([undefined, 'string'])
  })

  it('a worker is missed some seconds after its last sign of life', async () => {
    await recordHeartbeat(redis, keys)
    await recordHeartbeat(redis, keys)
    const ms = await redis.pttl(keys.worker)
    expect(ms).toBeGreaterThan(workerHeartbeat.everyMs)
    expect(ms).toBeLessThanOrEqual(workerHeartbeat.ttlMs)
  })
})

it('is told of a user of Redis who may not see its clients, too', async () => {
  const [user, password] = ['manning-test-user', 'a-secret-for-tests']
  await redis.call('ACL', 'SETUSER', user, 'on', `>${password}`, '~*', '&*', '+@all', '-client')
  const { host } = new URL(url)
  const disparo = connect({ redis: `redis://${user}:${password}@${host}`, account: name })
  try {
    await recordHeartbeat(redis, keys)
    expect(await disparo.send(row(1))).toMatchObject({ hasWorker: true })
    expect(await disparo.estimate('bulk')).toMatchObject({ hasWorker: true, sendAt: expect.any(Date) })
  } finally {
    await disparo.close()
    await redis.call('ACL', 'DELUSER', user)
  }
})

describe('the end of a batch', () => {
  const endOf = async (batch: RowInput[], sendAt?: Date) => {
    await recordHeartbeat(redis, keys)
    const { estimatedDoneAt, hasWorker } = await open().sendMany(batch, { sendAt })
    expect(hasWorker).toBe(true)
    return Date.parse(estimatedDoneAt ?? '')
  }

  it('is its start and its size by the limit', async () => {
    const sendAt = new Date(Date.now() + hour)
    expect(await endOf(rows(980), sendAt)).toBe(sendAt.getTime() + 122_000)
  })

  it('goes by the times of rows, where they have their own', async () => {
    const [first, last] = [new Date(Date.now() + hour), new Date(Date.now() + 2 * hour)]
    const late = rows(1_470).map((each, n) => ({ ...each, sendAt: (n < 980 ? first : last).toISOString() }))
    expect(await endOf(late)).toBe(last.getTime() + 61_000)
    const many = rows(1_470).map((each, n) => ({ ...each, sendAt: n === 0 ? last.toISOString() : undefined }))
    expect(await endOf(many, first)).toBeGreaterThanOrEqual(last.getTime())
  })

  it('is the same when a batch is repeated', async () => {
    await recordHeartbeat(redis, keys)
    const disparo = open()
    const sendAt = new Date(Date.now() + hour)
    const terms = { key: 'march', sendAt }
    const first = await disparo.sendMany(rows(980), terms)
    const again = await disparo.sendMany(rows(980), terms)
    expect(again).toMatchObject({ enqueued: 0, unchanged: 980, estimatedDoneAt: first.estimatedDoneAt })
  })
})
