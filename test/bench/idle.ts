import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { writeAccountsFile } from '../stack/accounts-file.js'
import { type AppProcess, startApp } from '../stack/start-app.js'
import { startOwnRedis } from '../stack/start-redis.js'
import type { Result } from './result.js'
import type { BenchSetup } from './setup.js'
import { spreadOf } from './spread.js'
import { readUsage, usedBetween } from './steady/usage.js'
import { totalOf, watchCommands } from './steady/watch-commands.js'
import { infoNumber } from './used-memory.js'

interface Scene {
  readonly workers: number
  readonly accounts: number
  readonly callbacks: boolean
}

/** What one idle account costs, a second. */
interface IdleCost {
  /** What workers ask for, by name. */
  readonly calls: Readonly<Record<string, number>>
  /** With what scripts call. */
  readonly withScripts: number
  readonly workerCpuMs: number
  readonly redisCpuMs: number
  /** Of each worker. */
  readonly connections: number
}

const SCENES: readonly Scene[] = [
  { workers: 1, accounts: 1, callbacks: false },
  { workers: 2, accounts: 1, callbacks: false },
  { workers: 2, accounts: 20, callbacks: false },
  { workers: 2, accounts: 20, callbacks: true },
]
const AIM_A_SECOND = 2
/** By then workers have found what there is to be found at their start. */
const SETTLING_MS = 10_000

/**
 * What accounts cost with which nothing is to be done: commands of Redis a second, CPU time and connections. In a Redis
 * of its own, where nobody else calls.
 */
export async function measureIdle({ sizes, say }: Pick<BenchSetup, 'sizes' | 'say'>): Promise<Result[]> {
  const results: Result[] = []
  for (const scene of SCENES) {
    const title = `idle account, ${scene.workers} × worker, ${scene.accounts} in all${scene.callbacks ? ', callbacks' : ''}`
    const cost = await costOf(scene, { seconds: sizes.idleSeconds, say })
    const names = Object.entries(cost.calls).map(([name, calls]) => `${name} ${calls.toFixed(2)}`)
    say(`  ${title}: ${names.join(', ')}`)
    const total = Object.values(cost.calls).reduce((sum, calls) => sum + calls, 0)
    const row = (name: string, unit: Result['unit'], value: number) => ({
      ...{ name: `${title}: ${name}`, unit, ours: spreadOf([value]) },
    })
    results.push(
      {
        ...row('commands', 'commands/s', total),
        parts: cost.calls,
        aim: { kind: 'at-most', value: AIM_A_SECOND },
      },
      row('with those in scripts', 'commands/s', cost.withScripts),
      row('CPU of workers', 'ms/s', cost.workerCpuMs),
      row('CPU of Redis', 'ms/s', cost.redisCpuMs),
      row('connections to Redis, each worker', 'connections', cost.connections),
    )
  }
  return results
}

async function costOf(
  { workers, accounts, callbacks }: Scene,
  { seconds, say }: { readonly seconds: number; readonly say: (line: string) => void },
): Promise<IdleCost> {
  const server = await startOwnRedis({ say })
  const redis = new Redis(server.url)
  const nowhere = 'http://127.0.0.1:9'
  const file = await writeAccountsFile(
    Array.from({ length: accounts }, (_, index) => ({
      ...{ name: `idle-${index + 1}`, configId: 'bench', baseUrl: nowhere, username: 'bench' },
      password: { env: 'BENCH_SECRET' },
      ...(callbacks && {
        callback: { url: nowhere, secret: { env: 'BENCH_SECRET' }, allowPrivateAddresses: true },
      }),
    })),
  )
  const env = {
    REDIS_URL: server.url,
    DISPARO_ACCOUNTS: file.path,
    BENCH_SECRET: randomBytes(32).toString('base64'),
  }
  const running: AppProcess[] = []
  try {
    for (let n = 0; n < workers; n++)
      running.push(await startApp({ name: 'worker', entry: 'apps/worker/dist/main.js', env }))
    const look = () => readUsage({ workers: running.map(({ pid }) => pid), masters: [redis] })
    await delay(SETTLING_MS)
    const before = await look()
    const { byPrograms, byScripts } = await watchCommands([redis], seconds * 1_000)
    const used = usedBetween(before, await look())
    const each = used.seconds * accounts
    return {
      calls: perSecond(byPrograms, each),
      withScripts: (totalOf(byPrograms) + totalOf(byScripts)) / each,
      workerCpuMs: (1_000 * used.workerCpuS) / each,
      redisCpuMs: (1_000 * used.redisCpuS) / each,
      // One is ours.
      connections: (infoNumber(await redis.info('clients'), 'connected_clients') - 1) / workers / accounts,
    }
  } finally {
    await Promise.all(running.map((worker) => worker.stop()))
    await file.remove()
    redis.disconnect()
    await server.stop()
  }
}

/** Most first. */
function perSecond(counts: ReadonlyMap<string, number>, seconds: number): Record<string, number> {
  const sorted = [...counts].toSorted(([, one], [, other]) => other - one)
  return Object.fromEntries(sorted.map(([name, calls]) => [name, calls / seconds]))
}
