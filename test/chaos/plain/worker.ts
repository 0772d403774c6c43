import { Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { request } from 'undici'
import { readPlainConfig } from './config.js'

/** A worker as BullMQ's documentation shows it: a limiter, and a job that POSTs and throws on anything but a 2xx. */
const config = readPlainConfig()
const redis = new Redis(config.REDIS_URL, { maxRetriesPerRequest: null })
redis.on('error', () => undefined)
const authorization = `Basic ${Buffer.from(`${config.USERNAME}:${config.PASSWORD}`).toString('base64')}`

const worker = new Worker(
  config.QUEUE,
  async (job) => {
    const { statusCode, body } = await request(config.URL, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify(job.data),
      signal: AbortSignal.timeout(config.TIMEOUT_MS),
    })
    await body.dump()
    if (statusCode < 200 || statusCode >= 300) throw new Error(`answered ${statusCode}`)
  },
  {
    connection: redis,
    concurrency: config.CONCURRENCY,
    lockDuration: config.LOCK_MS,
    stalledInterval: config.LOCK_MS,
    limiter: { max: 500, duration: 60_000 },
  },
)
worker.on('error', () => undefined)
await worker.waitUntilReady()
process.stdout.write(`${JSON.stringify({ event: 'worker:ready' })}\n`)

process.once('SIGTERM', async () => {
  await worker.close()
  redis.disconnect()
  process.exit(0)
})
