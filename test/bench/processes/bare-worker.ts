import { Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { Pool } from 'undici'
import { UPSTREAM_PATH } from '../upstream-path.js'
import { readBareWorkerConfig } from './config.js'

/** The least a worker can be: one POST a job. No limit, no ledger, no fence; a stalled job is simply sent again. */
const config = readBareWorkerConfig()
const redis = new Redis(config.REDIS_URL, { maxRetriesPerRequest: null })
const pool = new Pool(config.UPSTREAM_URL, { connections: config.CONNECTIONS, pipelining: 1 })

const worker = new Worker<{ message: object }>(
  config.QUEUE,
  async (job) => {
    const { statusCode, body } = await pool.request({
      method: 'POST',
      path: UPSTREAM_PATH,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(job.data.message),
    })
    await body.text()
    if (statusCode >= 300) throw new Error(`answered ${statusCode}`)
  },
  { connection: redis, prefix: config.PREFIX, concurrency: config.CONCURRENCY },
)
worker.on('error', (error) => void process.stderr.write(`${error.stack}\n`))
await worker.waitUntilReady()
process.stdout.write(`${JSON.stringify({ event: 'worker:ready' })}\n`)

process.once('SIGTERM', async () => {
  await worker.close()
  await pool.close()
  redis.disconnect()
})
