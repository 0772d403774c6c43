import { startApp } from '../stack/start-app.js'
import { bareQueueEnv } from './bare-queue.js'
import { CONCURRENCY, CONNECTIONS } from './bench-account.js'
import { whileRunning } from './while-running.js'

/** Runs `use` with the bare BullMQ worker, a process of its own, working the queue of that name. */
export async function withBareWorker<T>(
  input: { readonly redisUrl: string; readonly queue: string; readonly upstreamUrl: string },
  use: () => Promise<T>,
): Promise<T> {
  const worker = await startApp({
    name: 'bare worker',
    entry: 'test/dist/bench/processes/bare-worker.js',
    env: {
      ...bareQueueEnv(input.redisUrl, input.queue),
      UPSTREAM_URL: input.upstreamUrl,
      CONCURRENCY: `${CONCURRENCY}`,
      CONNECTIONS: `${CONNECTIONS}`,
    },
  })
  return whileRunning(worker, use)
}
