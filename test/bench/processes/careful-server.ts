import { Queue } from 'bullmq'
import fastify from 'fastify'
import { Redis } from 'ioredis'
import { z } from 'zod'
import { openCarefulJobs } from '../careful-jobs.js'
import { readBareConfig } from './config.js'

/** A bare producer that knows a repeat by its key, and keeps a status. No checks of the message, no log, no estimate. */
const config = readBareConfig()
const redis = new Redis(config.REDIS_URL, { maxRetriesPerRequest: null })
const queue = new Queue(config.QUEUE, { connection: redis, prefix: config.PREFIX })
const jobs = openCarefulJobs(queue, redis, config.PREFIX)
const Key = z.string().max(128).optional()
const app = fastify()

app.post('/messages', async (request, reply) => {
  const id = await jobs.add(request.body as object, Key.parse(request.headers['idempotency-key']))
  reply.code(202)
  return { id }
})

const url = await app.listen({ host: '127.0.0.1', port: 0 })
process.stdout.write(`${JSON.stringify({ event: 'app:listening', url })}\n`)

process.once('SIGTERM', async () => {
  await app.close()
  await queue.close()
  redis.disconnect()
})
