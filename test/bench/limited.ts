import { randomBytes } from 'node:crypto'
import { type SandboxClient, sandboxClient } from '../stack/sandbox-client.js'
import { type AppProcess, startApp } from '../stack/start-app.js'
import { bareQueueEnv } from './bare-queue.js'
import { CONCURRENCY, CONNECTIONS } from './bench-account.js'
import type { Windows } from './options.js'
import { CONFIG_ID, UPSTREAM_PATH } from './upstream-path.js'

/** What Hi Platform allows (seed 001, "Rate limit"), and BullMQ's limiter for it. */
export const LIMIT = { max: 500, windowMs: 60_000 } as const

/** BullMQ alone with its limiter: workers of one queue, and a sandbox of their own to send to. */
interface Limited {
  readonly sandbox: SandboxClient
  readonly workers: readonly AppProcess[]
  startWorker(): Promise<void>
  stop(): Promise<void>
}

/**
 * @param input - `enforced`: what the sandbox allows; more than `LIMIT` where 429s are not what is measured.
 * `windows`: default sliding
 */
export async function startLimited(input: {
  readonly redisUrl: string
  readonly queue: string
  readonly workers: number
  readonly enforced: number
  readonly windows?: Windows
}): Promise<Limited> {
  const password = randomBytes(24).toString('base64url')
  const process = await startApp({
    name: 'sandbox',
    entry: 'apps/sandbox/dist/main.js',
    env: {
      SANDBOX_PORT: '0',
      SANDBOX_USERNAME: 'bench',
      SANDBOX_PASSWORD: password,
      SANDBOX_CONFIG_IDS: CONFIG_ID,
      SANDBOX_LIMIT_MAX: `${input.enforced}`,
      SANDBOX_LIMIT_WINDOW_MS: `${LIMIT.windowMs}`,
      SANDBOX_LIMIT_KIND: input.windows ?? 'sliding',
    },
  })
  const url = process.url ?? ''
  const workers: AppProcess[] = []
  const startWorker = async () => {
    const env = {
      ...bareQueueEnv(input.redisUrl, input.queue),
      UPSTREAM_URL: url,
      UPSTREAM_PATH,
      AUTHORIZATION: `Basic ${Buffer.from(`bench:${password}`).toString('base64')}`,
      CONCURRENCY: `${CONCURRENCY}`,
      CONNECTIONS: `${CONNECTIONS}`,
      LIMIT_MAX: `${LIMIT.max}`,
      LIMIT_WINDOW_MS: `${LIMIT.windowMs}`,
    }
    const entry = 'test/dist/bench/processes/limited-worker.js'
    workers.push(await startApp({ name: 'limited worker', entry, env }))
  }
  for (let n = 0; n < input.workers; n++) await startWorker()
  return {
    sandbox: sandboxClient({ url, username: 'bench', password }),
    workers,
    startWorker,
    stop: async () => {
      await Promise.all(workers.map((worker) => worker.stop()))
      await process.stop()
    },
  }
}
