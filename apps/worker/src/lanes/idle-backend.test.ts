import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { openRedis } from '@disparo/core/internal/redis'
import { Queue, Worker, type WorkerOptions } from 'bullmq'
import { afterAll, expect, inject, onTestFinished, test } from 'vitest'
import { idleBackend } from './idle-backend.js'

const redis = openRedis(inject('redisUrl'), 'worker')
afterAll(() => redis.disconnect())

const prefix = `disparo:{${randomUUID()}}`
afterAll(async () => void (await redis.del(...(await redis.keys(`${prefix}:*`)))))

/** A worker tries to take a job as it starts, and when one of its two connections is ready. */
const atStart = 4

/** A worker with a connection of its own, which counts what it is asked for by the worker. */
async function openWorker(longestWait: number, over: Partial<WorkerOptions> = {}) {
  const connection = openRedis(inject('redisUrl'), 'worker')
  const asked: string[] = []
  let heard = () => {}
  const sendCommand = Reflect.get(connection, 'sendCommand') as (...args: unknown[]) => unknown
  Object.assign(connection, {
    sendCommand(command: { readonly name: string }, ...rest: unknown[]) {
      asked.push(command.name)
      heard()
      return sendCommand.call(connection, command, ...rest)
    },
  })
  const name = randomUUID()
  const worker = new Worker(
    name,
    async () => {},
    { connection, prefix, drainDelay: longestWait, ...over },
    idleBackend(connection, longestWait).factory,
  )
  onTestFinished(async () => {
    await worker.close()
    connection.disconnect()
  })
  await once(worker, 'drained')
  return {
    worker,
    /** A job comes, and its marker is lost. */
    addUnmarked: async () => {
      const other = new Queue(randomUUID(), { connection: redis, prefix })
      await other.add('send', {}, { jobId: 'job' })
      const [job, wait] = [other.toKey('job'), other.toKey('wait')]
      await redis.multi().rename(job, worker.toKey('job')).rename(wait, worker.toKey('wait')).exec()
      await other.close()
    },
    asked: (command: string) => asked.filter((each) => each === command).length,
    askedAgain: (command: string, times: number) =>
      new Promise<void>((resolve) => {
        let left = times
        heard = () => {
          if (asked.at(-1) === command && --left === 0) resolve()
        }
      }),
  }
}

test('an idle worker asks whether there is any job, and does not try to take one', async () => {
  const { asked, askedAgain } = await openWorker(0.02)
  await askedAgain('exists', 20)
  expect(asked('evalsha')).toBeLessThanOrEqual(atStart)
})

test('a job whose marker was lost is found by the next look', async () => {
  const { worker, addUnmarked } = await openWorker(0.02)
  const done = once(worker, 'completed')
  await addUnmarked()
  await done
})

test('a job whose marker was lost with a connection is found once that is there again', async () => {
  const { worker, addUnmarked } = await openWorker(3_600)
  const done = once(worker, 'completed')
  await addUnmarked()
  const { blockingClient } = worker.getBackend() as unknown as {
    blockingClient: Promise<{ clientId?(): unknown; disconnect(reconnect: boolean): void }>
  }
  ;(await blockingClient).disconnect(true)
  await done
})

test('stalled jobs are looked for where any is under way, and nowhere else', async () => {
  const { asked, askedAgain, worker } = await openWorker(3_600, { stalledInterval: 20 })
  await askedAgain('exists', 20)
  expect(asked('evalsha')).toBeLessThanOrEqual(atStart)
  const stalled = once(worker, 'stalled')
  await redis.hset(worker.toKey('dead'), { name: 'send', data: '{}', opts: '{}', timestamp: 1 })
  await redis.lpush(worker.toKey('active'), 'dead')
  expect((await stalled)[0]).toBe('dead')
})
