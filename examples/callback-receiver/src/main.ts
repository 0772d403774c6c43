import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type CallbackEvent, CallbackSignatureError, verifyCallback } from '@disparo/core'
import { Queue, Worker } from 'bullmq'
import { handleEvent } from './handle-event.js'

const { REDIS_URL: url = 'redis://localhost:6379', CALLBACK_SECRET: secret } = process.env
const port = Number(process.env.PORT ?? 3000)
if (!secret) throw new Error('CALLBACK_SECRET must be that of the account: whsec_ and base64')

const name = 'disparo-callbacks'
const connection = { url }
const days = 86_400
const maxBytes = 65_536
const queue = new Queue<CallbackEvent>(name, {
  connection,
  defaultJobOptions: {
    attempts: 8,
    backoff: { type: 'exponential', delay: 1_000 },
    // As long as callbacks may come again: a day of attempts, a week until a replay.
    removeOnComplete: { age: 8 * days },
  },
})
const worker = new Worker<CallbackEvent>(name, ({ data }) => handleEvent(data), { connection })

/** Keeps what came, and answers at once; the work is done after that. */
async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request)
  if (body === undefined) return void response.writeHead(413).end()
  try {
    const event = verifyCallback({ headers: request.headers, body, secret: secret as string })
    // The id is the same whenever the event comes again: the queue takes it once. It is signed, too.
    const jobId = request.headers['webhook-id'] as string
    if (event) await queue.add(event.type, event, { jobId })
    response.writeHead(204).end()
  } catch (error) {
    // With 503 Disparo tries again later.
    response.writeHead(error instanceof CallbackSignatureError ? 400 : 503).end()
  }
}

/** The body as it came, byte by byte, for that is what was signed; `undefined` where it is too long. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    length += chunk.length
    if (length <= maxBytes) chunks.push(chunk)
  }
  return length <= maxBytes ? Buffer.concat(chunks) : undefined
}

const server = createServer((request, response) => {
  if (request.method !== 'POST') return void response.writeHead(405).end()
  receive(request, response).catch(() => response.destroy())
}).listen(port, () => console.log(`Listening on port ${port}`))

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => server.close(() => void Promise.all([worker.close(), queue.close()])))
}
