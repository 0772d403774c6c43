import { Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { Pool } from 'undici'
import { openCarefulAttempt } from '../careful-attempt.js'
import { NO_LIMIT } from '../no-limit.js'
import { UPSTREAM_PATH } from '../upstream-path.js'
import { readBareWorkerConfig } from './config.js'

/** A bare worker that keeps the books by hand: a fence, a window, a status before and after the POST, an event. */
const config = readBareWorkerConfig()
const connect = () => new Redis(config.REDIS_URL, { maxRetriesPerRequest: null })
const [redis, books] = [connect(), connect()]
const pool = new Pool(config.UPSTREAM_URL, { connections: config.CONNECTIONS, pipelining: 1 })
const attempt = openCarefulAttempt(books, config.PREFIX, NO_LIMIT.max)

const worker = new Worker<{ message: object }>(
  config.QUEUE,
  async (job) => {
    const id = job.id ?? ''
    await attempt.begin(id)
    const { statusCode, body } = await pool.request({
      method: 'POST',
      path: UPSTREAM_PATH,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(job.data.message),
    })
    await body.text()
    await attempt.settle(id, statusCode < 300 ? 'accepted' : 'failed')
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
  for (const each of [redis, books]) each.disconnect()
})
