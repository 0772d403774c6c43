import { afterAll, afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { accountKeys, openRedis } from '../redis/index.js'
import {
  addCallbackJobs,
  advanceSequence,
  breakerRule,
  type CallbackQueue,
  moveOutboxEvents,
  openCallbackQueue,
  readCallbackHealth,
  recordDelivery,
  recordFailure,
  repairSequences,
  takeEvents,
} from './index.js'

const account = 'lines-test'
const keys = accountKeys(account)
const redis = openRedis(inject('redisUrl'), 'worker')
let queue: CallbackQueue

beforeEach(async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
  queue = openCallbackQueue(redis, account)
})
afterEach(() => queue.close())
afterAll(() => redis.disconnect())

const deps = () => ({ redis, keys, account, queue })
const tell = async (...changes: [id: string, status: string][]) => {
  for (const [id, status] of changes)
    await redis.xadd(keys.events, '*', 'id', id, 'status', status, 'at', 1_000)
  await moveOutboxEvents(deps(), await takeEvents(redis, keys, 100))
}
const names = async () =>
  (await queue.getWaiting()).map(({ data }) => data.type.slice('message.'.length)).sort()
/** What a worker does when it has delivered the job of this status. */
const deliver = async (status: string) => {
  const job = (await queue.getWaiting()).find(({ data }) => data.type === `message.${status}`)
  const of = { eventId: String(job?.id), messageId: job?.data.data.id ?? '' }
  const noted = await recordDelivery(redis, keys, { ...of, now: 1_000, rule: breakerRule })
  await job?.remove()
  return noted
}

describe('the lines of callbacks', () => {
  it('make one job of each message at a time, in the order in which its changes were written', async () => {
    await tell(['a b', 'accepted'], ['a b', 'sent'], ['c', 'accepted'], ['a b', 'read'])
    expect(await names()).toEqual(['accepted', 'accepted'])
    expect(await readCallbackHealth(redis, keys)).toMatchObject({ behind: 2 })

    await deliver('accepted')
    await deliver('accepted')
    expect(await addCallbackJobs(deps(), 10)).toBe(1)
    expect(await names()).toEqual(['sent'])
    expect(await deliver('sent')).toMatchObject({ isFollowed: true })
    await addCallbackJobs(deps(), 10)
    expect(await deliver('read')).toMatchObject({ isFollowed: false })
    expect(await redis.exists(keys.callbackSequences, keys.callbackReady)).toBe(0)
    expect(await readCallbackHealth(redis, keys)).toMatchObject({ behind: 0 })
  })

  it('go on when a change is given up, and stay while it sleeps', async () => {
    await tell(['a', 'accepted'], ['a', 'sent'])
    const [first] = await queue.getWaiting()
    const failure = {
      ...{ eventId: first?.id ?? '', messageId: 'a', reason: 'http-500', now: 1_000, rule: breakerRule },
      ...{ isProbe: false, retryAfterMs: undefined },
    }
    expect(await recordFailure(redis, keys, { ...failure, decision: 'early' })).toMatchObject({
      isFollowed: false,
    })
    expect(await addCallbackJobs(deps(), 10)).toBe(0)
    expect(await recordFailure(redis, keys, { ...failure, decision: 'exhausted' })).toMatchObject({
      isFollowed: true,
    })
    expect(await addCallbackJobs(deps(), 10)).toBe(1)
  })

  it('do not move for a change that is not their first', async () => {
    await tell(['a', 'accepted'], ['a', 'sent'])
    await advanceSequence(redis, keys, { messageId: 'a', eventId: '1-0' })
    await advanceSequence(redis, keys, { messageId: 'b', eventId: '1-0' })
    expect(await addCallbackJobs(deps(), 10)).toBe(0)
  })

  it('go on when somebody has removed the job of their first, or a former version has delivered it', async () => {
    await tell(
      ['a', 'accepted'],
      ['a', 'sent'],
      ['b', 'accepted'],
      ['b', 'sent'],
      ['c', 'accepted'],
      ['c', 'sent'],
    )
    const [one, two] = await queue.getWaiting()
    await one?.remove()
    await redis.hset(queue.toKey(two?.id ?? ''), 'finishedOn', 1_000)
    const { mended } = await repairSequences({ redis, keys, queue }, '0')
    expect(mended).toBe(2)
    expect(await addCallbackJobs(deps(), 10)).toBe(2)
    expect((await repairSequences({ redis, keys, queue }, '0')).mended).toBe(0)
  })

  it('wait for the job of a change whose turn has come', async () => {
    await tell(['a', 'accepted'], ['a', 'sent'])
    await deliver('accepted')
    expect((await repairSequences({ redis, keys, queue }, '0')).mended).toBe(0)
    expect(await addCallbackJobs(deps(), 10)).toBe(1)
    expect(await names()).toEqual(['sent'])
  })
})
