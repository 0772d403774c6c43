import { afterAll, afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { accountKeys, openRedis } from '../redis/index.js'
import {
  addCallbackJobs,
  type CallbackQueue,
  claimStaleEvents,
  countEvents,
  deleteEvents,
  moveOutboxEvents,
  openCallbackQueue,
  openOutbox,
  takeEvents,
  trimOutbox,
} from './index.js'

const account = 'outbox-test'
const keys = accountKeys(account)
const redis = openRedis(inject('redisUrl'), 'worker')
let queue: CallbackQueue

const write = async (...ids: string[]) => {
  for (const id of ids) await redis.xadd(keys.events, '*', 'id', id, 'status', 'accepted', 'at', 1_000)
}
const names = ({ events }: Awaited<ReturnType<typeof takeEvents>>) => events.map(({ messageId }) => messageId)
const jobs = async () => (await queue.getWaiting()).map(({ data }) => data.data.id).sort()
const deps = () => ({ redis, keys, account, queue })

beforeEach(async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
  queue = openCallbackQueue(redis, account)
})
afterEach(() => queue.close())
afterAll(() => redis.disconnect())

describe('the outbox', () => {
  it('gives each event to one of its readers, those written before it was opened too', async () => {
    await write('a', 'b', 'c')
    await openOutbox(redis, keys)
    await openOutbox(redis, keys)
    const all = await Promise.all([1, 2, 3].map(() => takeEvents(redis, keys, 1)))
    expect(all.flatMap(names).sort()).toEqual(['a', 'b', 'c'])
    expect(names(await takeEvents(redis, keys, 10))).toEqual([])
  })

  it('gives again what somebody took and never forgot, and nothing else', async () => {
    await write('a', 'b')
    const taken = await takeEvents(redis, keys, 10)
    await deleteEvents(redis, keys, [taken.events[0]?.eventId ?? ''])
    expect(names(await claimStaleEvents(redis, keys, { count: 10, idleMs: 60_000 }))).toEqual([])
    expect(names(await claimStaleEvents(redis, keys, { count: 10, idleMs: 0 }))).toEqual(['b'])
  })

  it('is empty once its events are jobs', async () => {
    await write('a', 'b')
    await moveOutboxEvents(deps(), await takeEvents(redis, keys, 10))
    expect(await jobs()).toEqual(['a', 'b'])
    expect(await countEvents(redis, keys)).toBe(0)
    expect(names(await claimStaleEvents(redis, keys, { count: 10, idleMs: 0 }))).toEqual([])
  })

  it('makes one job of an event whose reader died between adding the job and noting that', async () => {
    await write('a', 'b')
    const dying: Pick<CallbackQueue, 'addBulk'> = {
      addBulk: async (all) => {
        await queue.addBulk(all)
        throw new Error('killed')
      },
    }
    const taken = await takeEvents(redis, keys, 10)
    await expect(moveOutboxEvents({ ...deps(), queue: dying }, taken)).rejects.toThrow('killed')
    expect(await jobs()).toEqual(['a', 'b'])
    expect(await redis.zcard(keys.callbackReady)).toBe(2)

    expect(await addCallbackJobs(deps(), 10)).toBe(2)
    expect(await jobs()).toEqual(['a', 'b'])
    expect(await redis.zcard(keys.callbackReady)).toBe(0)
  })

  it('keeps events whose jobs could not be added', async () => {
    await write('a')
    const broken: Pick<CallbackQueue, 'addBulk'> = { addBulk: () => Promise.reject(new Error('no memory')) }
    const taken = await takeEvents(redis, keys, 10)
    await expect(moveOutboxEvents({ ...deps(), queue: broken }, taken)).rejects.toThrow('no memory')
    await addCallbackJobs(deps(), 10)
    expect(await jobs()).toEqual(['a'])
  })

  it('takes up an event once, whoever has it in his hands', async () => {
    await write('a')
    const taken = await takeEvents(redis, keys, 10)
    const again = await claimStaleEvents(redis, keys, { count: 10, idleMs: 0 })
    expect(names(again)).toEqual(['a'])
    await moveOutboxEvents(deps(), taken)
    await moveOutboxEvents(deps(), again)
    expect(await jobs()).toEqual(['a'])
    expect(await redis.hget(keys.callbacks, 'behind')).toBeNull()
  })

  it('drops what is beyond its bounds, oldest first, and counts it', async () => {
    await write('a', 'b', 'c')
    const now = Date.now()
    expect(await trimOutbox(redis, keys, now, { events: 2, ageMs: 60_000 })).toBe(1)
    expect(names(await takeEvents(redis, keys, 10))).toEqual(['b', 'c'])
    expect(await trimOutbox(redis, keys, now + 61_000, { events: 2, ageMs: 60_000 })).toBe(2)
    expect(await redis.hget(keys.callbacks, 'dropped')).toBe('3')
    expect(names(await claimStaleEvents(redis, keys, { count: 10, idleMs: 0 }))).toEqual([])
  })

  it('tells entries that are no events from those that are, and lets go of both', async () => {
    await redis.xadd(keys.events, '*', 'what', 'ever')
    await write('a')
    const taken = await takeEvents(redis, keys, 10)
    expect(taken.malformed).toHaveLength(1)
    await moveOutboxEvents(deps(), taken)
    expect(await jobs()).toEqual(['a'])
    expect(await countEvents(redis, keys)).toBe(0)
  })

  it('goes on after Redis was emptied', async () => {
    await openOutbox(redis, keys)
    await redis.del(keys.events)
    await write('a')
    expect(names(await takeEvents(redis, keys, 10))).toEqual(['a'])
    await redis.del(keys.events)
    expect(names(await claimStaleEvents(redis, keys, { count: 10, idleMs: 0 }))).toEqual([])
  })
})
