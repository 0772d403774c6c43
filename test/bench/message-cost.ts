import { setTimeout as delay } from 'node:timers/promises'
import { connect } from '@disparo/core'
import { accountKeys } from '@disparo/core/internal/redis'
import { Redis } from 'ioredis'
import { writeAccountsFile } from '../stack/accounts-file.js'
import { startApp } from '../stack/start-app.js'
import { startOwnRedis } from '../stack/start-redis.js'
import { measureBareCost } from './bare-cost.js'
import { LIMIT } from './limited.js'
import type { Aim, Result, Unit } from './result.js'
import { sampleMessages } from './sample-messages.js'
import { logScripts, scriptCalls } from './script-calls.js'
import type { BenchSetup } from './setup.js'
import { spreadOf } from './spread.js'
import { readUsage, sumOf, type Used, usedBetween } from './steady/usage.js'
import { startUpstream } from './upstream-client.js'
import { CONFIG_ID } from './upstream-path.js'
import { whileRunning } from './while-running.js'

const ACCOUNT = 'bench-cost'
/** Two steps of the pace: a worker that has just started asks for more. */
const WARM_UP = 16
const SETTINGS = ['slowlog-max-len 1000000', 'auto-aof-rewrite-percentage 0']

/**
 * What one message costs Redis at the default pace, from enqueueing to done, with all that one worker does meanwhile: which
 * scripts, how many commands, how long, and how much is written. In a Redis of its own, where nobody else calls. Then the
 * same with BullMQ alone.
 */
export async function measureMessageCost({
  sizes,
  say,
}: Pick<BenchSetup, 'sizes' | 'say'>): Promise<Result[]> {
  const server = await startOwnRedis({ say, settings: SETTINGS })
  const redis = new Redis(server.url)
  const upstream = await startUpstream()
  const disparo = connect({ redis: server.url, account: { name: ACCOUNT, limit: LIMIT } })
  const account = {
    name: ACCOUNT,
    limit: LIMIT,
    configId: CONFIG_ID,
    baseUrl: upstream.url,
    username: 'bench',
  }
  const file = await writeAccountsFile([{ ...account, password: { env: 'BENCH_HI_PASSWORD' } }])
  const keys = accountKeys(ACCOUNT)
  const sendAll = async (count: number) => {
    const { id } = await disparo.sendMany(sampleMessages(count))
    // One command, for what is asked here is counted, too.
    while ((await redis.hget(keys.batch(id), 'accepted')) !== `${count}`) await delay(1_000)
  }
  try {
    const env = { DISPARO_ACCOUNTS: file.path, BENCH_HI_PASSWORD: 'bench', REDIS_URL: server.url }
    const worker = await startApp({ name: 'worker', entry: 'apps/worker/dist/main.js', env })
    const ours = await whileRunning(worker, async () => {
      await sendAll(WARM_UP)
      await logScripts(redis)
      const measured = { workers: [worker.pid], masters: [redis] }
      const before = await readUsage(measured)
      await sendAll(sizes.messageCost)
      const used = usedBetween(before, await readUsage(measured))
      return { used, scripts: await scriptCalls(redis) }
    })
    const bare = await measureBareCost({
      ...{ redisUrl: server.url, upstreamUrl: upstream.url },
      ...{ warmUp: WARM_UP, messages: sizes.messageCost },
    })
    return costResults({ ...ours, bare }, sizes.messageCost)
  } finally {
    await disparo.close()
    await file.remove()
    await upstream.stop()
    redis.disconnect()
    await server.stop()
  }
}

function costResults(
  {
    used,
    scripts,
    bare,
  }: { readonly used: Used; readonly scripts: ReadonlyMap<string, number>; readonly bare: Used },
  messages: number,
): Result[] {
  const row = (name: string, unit: Unit, of: (used: Used) => number, most?: number): Result => {
    const aim: Aim | undefined = most === undefined ? undefined : { kind: 'at-most', value: most }
    const each = (which: Used) => spreadOf([of(which) / messages])
    return { name: `a message: ${name}`, unit, ours: each(used), bare: each(bare), ...(aim && { aim }) }
  }
  return [
    {
      ...row('scripts', 'commands', (which) => sumOf(scriptsOf(which), ({ calls }) => calls), 4),
      parts: Object.fromEntries([...scripts].map(([name, calls]) => [name, calls / messages])),
    },
    row('commands, with those in scripts', 'commands', (which) =>
      sumOf(commandsOf(which), ({ calls }) => calls),
    ),
    row('Redis time in scripts', 'ms', (which) => sumOf(scriptsOf(which), ({ us }) => us) / 1_000, 0.2),
    row('AOF', 'kB', ({ aofBytes }) => aofBytes / 1_000, 3),
    row('CPU of the worker', 'ms', ({ workerCpuS }) => workerCpuS * 1_000),
    row('CPU of Redis', 'ms', ({ redisCpuS }) => redisCpuS * 1_000),
  ]
}

function commandsOf({ masters }: Used) {
  return masters.flatMap((master) => master.commands)
}

function scriptsOf(used: Used) {
  return commandsOf(used).filter(({ name }) => name === 'evalsha')
}
