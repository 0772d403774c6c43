import { startApp } from '../stack/start-app.js'
import { bareQueueEnv } from './bare-queue.js'
import { CONCURRENCY, CONNECTIONS } from './bench-account.js'
import { whileRunning } from './while-running.js'

/** `careful`: it keeps books by hand (careful-attempt.ts). */
export type BareKind = 'bare' | 'careful'

/** Runs `use` with the bare BullMQ worker, a process of its own, working the queue of that name. */
export async function withBareWorker<T>(
  input: {
    readonly redisUrl: string
    readonly queue: string
    readonly upstreamUrl: string
    readonly kind?: BareKind
  },
  use: () => Promise<T>,
): Promise<T> {
  const { kind = 'bare' } = input
  const worker = await startApp({
    name: `${kind} worker`,
    entry: `test/dist/bench/processes/${kind}-worker.js`,
    env: {
      ...bareQueueEnv(input.redisUrl, input.queue),
      UPSTREAM_URL: input.upstreamUrl,
      CONCURRENCY: `${CONCURRENCY}`,
      CONNECTIONS: `${CONNECTIONS}`,
    },
  })
  return whileRunning(worker, use)
}
