import { randomUUID } from 'node:crypto'
import { afterAll, expect, inject, test } from 'vitest'
import { accountKeys, openRedis } from '../../redis/index.js'
import { addJob, addJobs } from './add-jobs.js'
import { bulkPriority, closeLanes, openLanes } from './lanes.js'

const name = `add-jobs-${randomUUID().slice(0, 8)}`
const redis = openRedis(inject('redisUrl'), 'worker')
const lanes = openLanes(redis, { name })
const data = JSON.stringify({ message: { to: '5511900000001', namespace: 'ns', elementName: 'aviso' } })
afterAll(async () => {
  const known = await redis.keys(`${accountKeys(name).prefix}:*`)
  if (known.length > 0) await redis.del(...known)
  await closeLanes(lanes)
  redis.disconnect()
})

const stored = (lane: keyof typeof lanes, id: string) => redis.hgetall(lanes[lane].toKey(id))

test('a job has no options but its priority and its delay: the rest is for the worker to set', async () => {
  const priority = bulkPriority.first
  await addJob(lanes.urgent, { id: 'at-once', data, delayMs: 0, priority: 0 })
  await addJobs(lanes.bulk, [
    { id: 'first', data, delayMs: 0, priority },
    { id: 'later', data, delayMs: 60_000, priority },
  ])
  expect(await stored('urgent', 'at-once')).toMatchObject({ name: 'send', data, opts: '{}', priority: '0' })
  expect(await stored('bulk', 'first')).toMatchObject({ data, opts: '{"priority":10}', priority: '10' })
  expect(JSON.parse((await stored('bulk', 'later')).opts ?? '')).toEqual({ priority, delay: 60_000 })
  const jobs = [lanes.urgent.getJob('at-once'), lanes.bulk.getJob('first'), lanes.bulk.getJob('later')]
  const states = (await Promise.all(jobs)).map((job) => job?.getState())
  expect(await Promise.all(states)).toEqual(['waiting', 'prioritized', 'delayed'])
})

test('a job of an id that is there is left as it is', async () => {
  const job = { id: 'known', data, delayMs: 0, priority: 0 }
  await addJob(lanes.urgent, job)
  await addJobs(lanes.urgent, [{ ...job, data: '{"message":"other"}' }])
  expect(await stored('urgent', 'known')).toMatchObject({ data })
  expect((await lanes.urgent.getWaiting()).filter(({ id }) => id === 'known')).toHaveLength(1)
})
