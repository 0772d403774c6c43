import { randomBytes } from 'node:crypto'
import { Redis } from 'ioredis'
import type { PrivateRedis } from './private-redis.js'
import { readReplication, until } from './replication.js'
import { type OwnRedisOptions, type RunningRedis, startOwnRedis } from './start-redis.js'

const SENTINELS = 3
const MASTER = 'disparo'

/** A master and replicas of our own, watched by three Sentinels, which have a password of their own. */
interface SentinelRedis extends RunningRedis {
  readonly pid: number
  /** As they were at the start. */
  readonly master: PrivateRedis
  readonly replicas: readonly PrivateRedis[]
  readonly sentinels: readonly PrivateRedis[]
}

/** The Sentinels take the master for dead after a second. */
export async function startSentinelRedis(replicaCount = 2): Promise<SentinelRedis> {
  const [password, sentinelPassword] = [secret(), secret()]
  const running: PrivateRedis[] = []
  const start = async (options: OwnRedisOptions) => {
    const redis = await startOwnRedis(options)
    running.push(redis)
    return redis
  }
  const stop = async () => {
    for (let next = running.pop(); next; next = running.pop()) await next.stop()
  }
  try {
    const access = [`masterauth ${password}`, 'repl-diskless-sync-delay 0']
    const master = await start({ password, settings: access })
    const follow = [...access, `replicaof 127.0.0.1 ${master.port}`]
    const replicas: PrivateRedis[] = []
    for (let n = 0; n < replicaCount; n++) replicas.push(await start({ password, settings: follow }))
    for (const { url } of replicas)
      await until(async () => (await readReplication(url)).master_link_status === 'up')
    const sentinels: PrivateRedis[] = []
    for (let n = 0; n < SENTINELS; n++)
      sentinels.push(
        await start({ password: sentinelPassword, args: ['--sentinel'], settings: watch(master, password) }),
      )
    for (const { url } of sentinels) await until(() => knowsAll(url, replicaCount))
    const hosts = sentinels.map(({ port }) => `127.0.0.1:${port}`).join()
    const url = `redis+sentinel://:${password}@${hosts}/${MASTER}?sentinelPassword=${sentinelPassword}`
    return { url, pid: master.pid, master, replicas, sentinels, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function watch({ port }: PrivateRedis, password: string): readonly string[] {
  return [
    `sentinel monitor ${MASTER} 127.0.0.1 ${port} 2`,
    `sentinel auth-pass ${MASTER} ${password}`,
    `sentinel down-after-milliseconds ${MASTER} 3000`,
    `sentinel failover-timeout ${MASTER} 10000`,
  ]
}

/** Without the others it cannot be sure that the master is down, and without replicas there is none to take over. */
async function knowsAll(url: string, replicas: number): Promise<boolean> {
  const sentinel = new Redis(url, { retryStrategy: () => null })
  sentinel.on('error', () => undefined)
  try {
    const info = await sentinel.info('sentinel')
    return info.includes(`slaves=${replicas},sentinels=${SENTINELS}`)
  } finally {
    sentinel.disconnect()
  }
}

function secret(): string {
  return randomBytes(24).toString('base64url')
}
