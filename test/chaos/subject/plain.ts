import { Queue } from 'bullmq'
import { Redis } from 'ioredis'
import { startApp } from '../../stack/start-app.js'
import {
  type Belief,
  CONCURRENCY,
  LOCK_MS,
  newMessages,
  REQUEST_TIMEOUT_MS,
  type Subject,
  type SubjectInput,
} from './subject.js'

/** A queue as BullMQ's documentation shows it for jobs that may fail. */
const jobOptions = { attempts: 5, backoff: { type: 'exponential', delay: 1_000 } } as const

/** The same messages with BullMQ alone. */
export async function openPlain(input: SubjectInput): Promise<Subject> {
  const { ground, name } = input
  const { configId, username, password } = ground.sandbox
  const redis = new Redis(input.redisUrl, { maxRetriesPerRequest: null })
  redis.on('error', () => undefined)
  const queue = new Queue(name, { connection: redis, skipVersionCheck: true })
  queue.on('error', () => undefined)
  const messages = new Map<string, string>()
  return {
    startWorker: (env) =>
      startApp({
        name: `plain worker of ${name}`,
        entry: 'test/dist/chaos/plain/worker.js',
        env: {
          REDIS_URL: input.workerRedisUrl,
          QUEUE: name,
          URL: `${input.workerHiUrl}/platform/whatsappconnect/1.0/api/message/template/${configId}`,
          USERNAME: username,
          PASSWORD: password,
          CONCURRENCY: `${CONCURRENCY}`,
          LOCK_MS: `${LOCK_MS}`,
          TIMEOUT_MS: `${REQUEST_TIMEOUT_MS}`,
          ...env,
        },
      }),
    enqueue: async (count) => {
      const jobs = newMessages(input, count).map((data) => ({
        name: 'send',
        data,
        // Lest a command repeated after an outage adds the job twice.
        opts: { ...jobOptions, jobId: `to-${data.to}` },
      }))
      for (const { data, opts } of jobs) messages.set(opts.jobId, data.to)
      await queue.addBulk(jobs)
    },
    sendSibling: async () => undefined,
    beliefs: () => Promise.all([...messages].map(([id, to]) => beliefOf(queue, id, to))),
    close: async () => {
      await queue.close()
      redis.disconnect()
    },
  }
}

async function beliefOf(queue: Queue, id: string, to: string): Promise<Belief> {
  const state = await queue.getJobState(id)
  if (state === 'completed') return { to, state: 'sent' }
  return { to, state: state === 'failed' || state === 'unknown' ? 'ended' : 'open' }
}
