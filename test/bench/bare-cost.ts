import { setTimeout as delay } from 'node:timers/promises'
import { limiterFor } from '@disparo/core/internal/gate'
import { Redis } from 'ioredis'
import { startApp } from '../stack/start-app.js'
import { bareQueueEnv, openBareQueue } from './bare-queue.js'
import { CONCURRENCY, CONNECTIONS } from './bench-account.js'
import { LIMIT } from './limited.js'
import { sampleMessages } from './sample-messages.js'
import { readUsage, type Used, usedBetween } from './steady/usage.js'
import { UPSTREAM_PATH } from './upstream-path.js'
import { whileRunning } from './while-running.js'

const QUEUE = 'bench-bare-cost'
const POLL_MS = 1_000

/** What messages cost with BullMQ alone, in the steps in which ours paces them: no ledger, no window, no statuses. */
export async function measureBareCost(terms: {
  readonly redisUrl: string
  readonly upstreamUrl: string
  readonly warmUp: number
  readonly messages: number
}): Promise<Used> {
  const { redisUrl, upstreamUrl } = terms
  const redis = new Redis(redisUrl)
  const { queue, addAll, close } = await openBareQueue(redisUrl, QUEUE)
  const left = ['wait', 'prioritized', 'active'].map((state) => queue.toKey(state))
  const sendAll = async (count: number) => {
    await addAll(sampleMessages(count))
    do await delay(POLL_MS)
    while ((await redis.exists(...left)) > 0)
  }
  const pace = limiterFor('bulk', { ...LIMIT, safetyMarginMs: 0, reserve: 0 })
  const env = {
    ...bareQueueEnv(redisUrl, QUEUE),
    UPSTREAM_URL: upstreamUrl,
    UPSTREAM_PATH,
    AUTHORIZATION: `Basic ${Buffer.from('bench:bench').toString('base64')}`,
    CONCURRENCY: `${CONCURRENCY}`,
    CONNECTIONS: `${CONNECTIONS}`,
    LIMIT_MAX: `${pace.max}`,
    LIMIT_WINDOW_MS: `${pace.duration}`,
  }
  try {
    const entry = 'test/dist/bench/processes/limited-worker.js'
    const worker = await startApp({ name: 'limited worker', entry, env })
    return await whileRunning(worker, async () => {
      await sendAll(terms.warmUp)
      const measured = { workers: [worker.pid], masters: [redis] }
      const before = await readUsage(measured)
      await sendAll(terms.messages)
      return usedBetween(before, await readUsage(measured))
    })
  } finally {
    await close()
    redis.disconnect()
  }
}
