import { randomBytes } from 'node:crypto'
import { closeLanes, type Lanes, openLanes } from '@disparo/core/internal/queue'
import { Redis } from 'ioredis'
import { Pool } from 'undici'
import { writeAccountsFile } from '../../stack/accounts-file.js'
import { authorizationOf, newServiceUser, writeUsersFile } from '../../stack/service-user.js'
import { type AppProcess, startApp } from '../../stack/start-app.js'
import { startOwnRedis } from '../../stack/start-redis.js'

/** A producer's door with one account, alone with a Redis of its own: what is enqueued there stays. */
export interface FuzzedProducer {
  readonly url: URL
  readonly account: string
  /** Of a user who may do everything. */
  readonly authorization: string
  readonly webhookSecret: string
  readonly pool: Pool
  readonly producer: AppProcess
  readonly lanes: Lanes
  stop(): Promise<void>
}

const heapMiB = 160

/** The heap of the producer is bounded, so that a leak ends it. */
export async function startFuzzedProducer(): Promise<FuzzedProducer> {
  const stops: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (let next = stops.pop(); next; next = stops.pop()) await next()
  }
  try {
    return { ...(await open(stops)), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function open(stops: (() => Promise<unknown>)[]): Promise<Omit<FuzzedProducer, 'stop'>> {
  const redis = await startOwnRedis({ persistent: false })
  stops.push(() => redis.stop())
  const [account, webhookSecret] = [`fuzz-${randomBytes(4).toString('hex')}`, secret()]
  const env = { FUZZ_PASSWORD: secret(), FUZZ_WEBHOOK: webhookSecret }
  const accounts = await writeAccountsFile([describe(account)])
  stops.push(accounts.remove)
  const user = newServiceUser('fuzz')
  const users = await writeUsersFile([user])
  stops.push(users.remove)
  const producer = await startApp({
    name: 'producer',
    entry: 'apps/producer/dist/main.js',
    env: {
      ...env,
      PORT: '0',
      REDIS_URL: redis.url,
      DISPARO_ACCOUNTS: accounts.path,
      DISPARO_USERS: users.path,
      NODE_OPTIONS: `--max-old-space-size=${heapMiB}`,
    },
  })
  stops.push(() => producer.stop())
  const url = new URL(producer.url ?? '')
  const pool = new Pool(url, { connections: 32 })
  stops.push(() => pool.destroy())
  const connection = new Redis(redis.url)
  const lanes = openLanes(connection, { name: account })
  stops.push(async () => {
    await closeLanes(lanes)
    connection.disconnect()
  })
  return { url, account, authorization: authorizationOf(user), webhookSecret, pool, producer, lanes }
}

function describe(name: string): object {
  return {
    name,
    configId: 'fuzz',
    baseUrl: 'http://127.0.0.1:9',
    username: 'fuzz',
    password: { env: 'FUZZ_PASSWORD' },
    webhookSecret: { env: 'FUZZ_WEBHOOK' },
  }
}

function secret(): string {
  return randomBytes(24).toString('base64url')
}
