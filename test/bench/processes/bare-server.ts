import { Queue } from 'bullmq'
import fastify from 'fastify'
import { Redis } from 'ioredis'
import { bareJobOptions } from '../bare-job.js'
import { readBareConfig } from './config.js'

/** The least a producer can be: Fastify and `queue.add`. No checks, no key, no log, no status. */
const config = readBareConfig()
const redis = new Redis(config.REDIS_URL, { maxRetriesPerRequest: null })
const queue = new Queue(config.QUEUE, { connection: redis, prefix: config.PREFIX })
const app = fastify()

app.post('/messages', async (request, reply) => {
  const job = await queue.add('send', { message: request.body }, bareJobOptions)
  reply.code(202)
  return { id: job.id }
})

const url = await app.listen({ host: '127.0.0.1', port: 0 })
process.stdout.write(`${JSON.stringify({ event: 'app:listening', url })}\n`)

process.once('SIGTERM', async () => {
  await app.close()
  await queue.close()
  redis.disconnect()
})
