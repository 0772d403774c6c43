import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { accountKeys } from '@disparo/core/internal/redis'
import { writeAccountsFile } from '../stack/accounts-file.js'
import { type AppProcess, startApp } from '../stack/start-app.js'
import { type Receiver, startReceiver } from './receiver.js'
import type { Result } from './result.js'
import type { BenchSetup } from './setup.js'
import { spreadOf } from './spread.js'
import { whileRunning } from './while-running.js'

const MINUTE_MS = 60_000
/** Share of the callbacks that come before the clock starts: a worker begins with few at a time. */
const WARM_UP = 0.2
const AIM_A_MINUTE = 2_000
const AIM_OF_A_DEAD_ONE = 60

/**
 * Deliveries a minute by one worker to receivers that take 0 ms, 400 ms and 1 s to answer, each change of a message of its
 * own; and what a dead receiver costs in its first minute, with many changes waiting: attempts, and lines of the worker's log.
 */
export async function measureCallbacks(ground: BenchSetup): Promise<Result[]> {
  const results: Result[] = []
  for (const afterMs of [0, 400, 1_000]) {
    const rate = await deliveriesAMinute(ground, afterMs)
    ground.say(`  callbacks, a receiver of ${afterMs} ms: ${Math.round(rate)} a minute`)
    results.push({
      name: `callbacks delivered a minute, receiver of ${afterMs} ms`,
      unit: 'callbacks',
      ours: spreadOf([rate]),
      aim: { kind: 'at-least', value: AIM_A_MINUTE },
    })
  }
  const dead = await costOfADeadOne(ground)
  const aim = { kind: 'at-most', value: AIM_OF_A_DEAD_ONE } as const
  return [
    ...results,
    { name: 'attempts a minute, dead receiver', unit: 'requests', ours: spreadOf([dead.attempts]), aim },
    { name: 'log lines a minute, dead receiver', unit: 'lines', ours: spreadOf([dead.lines]), aim },
  ]
}

function deliveriesAMinute(ground: BenchSetup, afterMs: number): Promise<number> {
  const count = ground.sizes.callbacks
  const warmUp = Math.round(count * WARM_UP)
  return withReceiver(ground, { afterMs, status: 204 }, async ({ arrived, arrivals }) => {
    await arrived(count)
    const ms = (arrivals[count - 1] ?? 0) - (arrivals[warmUp] ?? 0)
    return ((count - 1 - warmUp) * MINUTE_MS) / ms
  })
}

function costOfADeadOne(ground: BenchSetup): Promise<{ readonly attempts: number; readonly lines: number }> {
  return withReceiver(ground, { afterMs: 0, status: 500 }, async ({ arrivals }, worker) => {
    let lines = 0
    worker.onLine(() => {
      lines += 1
    })
    await delay(MINUTE_MS)
    return { attempts: arrivals.length, lines }
  })
}

/** Runs `use` with a worker of an account that has changes waiting for that receiver. */
function withReceiver<T>(
  { withAccount, redis, redisUrl, sizes }: BenchSetup,
  answer: { readonly afterMs: number; readonly status: number },
  use: (receiver: Receiver, worker: AppProcess) => Promise<T>,
): Promise<T> {
  return withAccount(async (name) => {
    const { events } = accountKeys(name)
    const writing = redis.pipeline()
    for (let n = 0; n < sizes.callbacks; n++)
      writing.xadd(events, '*', 'id', randomUUID(), 'status', 'accepted', 'at', Date.now())
    await writing.exec()
    const receiver = await startReceiver(answer)
    const accounts = await writeAccountsFile([
      {
        ...{ name, configId: 'bench', baseUrl: receiver.url, username: 'bench' },
        password: { env: 'BENCH_SECRET' },
        callback: { url: receiver.url, secret: { env: 'BENCH_SECRET' }, allowPrivateAddresses: true },
      },
    ])
    try {
      const worker = await startApp({
        name: 'worker',
        entry: 'apps/worker/dist/main.js',
        env: {
          REDIS_URL: redisUrl,
          DISPARO_ACCOUNTS: accounts.path,
          BENCH_SECRET: randomBytes(32).toString('base64'),
        },
      })
      return await whileRunning(worker, () => use(receiver, worker))
    } finally {
      await receiver.close()
      await accounts.remove()
    }
  })
}
