import { Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { Pool } from 'undici'
import { readLimitedWorkerConfig } from './config.js'

/** A worker as BullMQ's documentation shows it for an API with a limit: a `limiter`, and a retry for whatever is not 2xx. */
const config = readLimitedWorkerConfig()
const redis = new Redis(config.REDIS_URL, { maxRetriesPerRequest: null })
const pool = new Pool(config.UPSTREAM_URL, { connections: config.CONNECTIONS, pipelining: 1 })

const worker = new Worker<{ message: object }>(
  config.QUEUE,
  async (job) => {
    const { statusCode, body } = await pool.request({
      method: 'POST',
      path: config.UPSTREAM_PATH,
      headers: { 'content-type': 'application/json', authorization: config.AUTHORIZATION },
      body: JSON.stringify(job.data.message),
    })
    await body.text()
    if (statusCode >= 300) throw new Error(`answered ${statusCode}`)
  },
  {
    connection: redis,
    prefix: config.PREFIX,
    concurrency: config.CONCURRENCY,
    limiter: { max: config.LIMIT_MAX, duration: config.LIMIT_WINDOW_MS },
  },
)
worker.on('error', (error) => void process.stderr.write(`${error.stack}\n`))
await worker.waitUntilReady()
process.stdout.write(`${JSON.stringify({ event: 'worker:ready' })}\n`)

process.once('SIGTERM', async () => {
  await worker.close()
  await pool.close()
  redis.disconnect()
})
