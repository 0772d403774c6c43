import { createServer } from 'node:http'
import { connect, type Disparo } from '@disparo/core'
import { Account, type AccountInput } from '@disparo/core/internal/account'
import { closeLanes, type Lanes, openLanes } from '@disparo/core/internal/queue'
import { type AccountKeys, accountKeys, openRedis, type Redis } from '@disparo/core/internal/redis'
import { listenOnLoopback } from '@disparo/hi-platform/test-support'
import { pino } from 'pino'
import { inject, onTestFinished } from 'vitest'
import { type AccountWorker, startAccountWorker } from '../account-worker.js'
import type { AccountMetrics } from '../metrics/account-metrics.js'

export const template = { namespace: 'ns', elementName: 'boas_vindas' }
export const toOf = (n: number): string => String(5_511_900_000_000 + n)

export interface LaneFixture {
  readonly account: Account
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly lanes: Lanes
  readonly disparo: Disparo
  /** Who was sent to, in order. */
  readonly received: readonly string[]
  readonly lines: readonly Readonly<Record<string, unknown>>[]
  /** Is asked before each request is answered: what it answers is the HTTP status. Default: 200. */
  answer: (to: string) => number | Promise<number>
  /** @param changed what this worker knows of the account, where that is not what it was opened with */
  work(metrics?: AccountMetrics, changed?: Partial<AccountInput>): Promise<AccountWorker>
  logged(event: string): readonly Readonly<Record<string, unknown>>[]
}

/** An account with lanes of its own, before a Hi Platform that takes everything. All is stopped when the test has finished. */
export async function openLaneFixture(
  name: string,
  settings: Partial<AccountInput> = {},
  worker: { readonly lockMs?: number; readonly concurrency?: number } = {},
): Promise<LaneFixture> {
  const received: string[] = []
  const upstream = await listenOnLoopback(
    createServer(async (request, response) => {
      if (request.method === 'GET') return response.end(emptyReport)
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const { to } = JSON.parse(Buffer.concat(chunks).toString())
      received.push(to)
      response.writeHead(await scene.answer(to)).end()
    }),
  )
  const given = {
    name,
    configId: 'minha-config-id',
    baseUrl: upstream.url,
    username: 'usuarioApi',
    password: { env: 'UNUSED' },
    ...settings,
  }
  const account = Account.parse(given)
  const url = inject('redisUrl')
  const redis = openRedis(url, 'worker')
  const keys = accountKeys(name)
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
  const lanes = openLanes(redis, account)
  const disparo = connect({ redis: url, account: name })
  const lines: Readonly<Record<string, unknown>>[] = []
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(JSON.parse(line)) })
  const workers: AccountWorker[] = []
  onTestFinished(async () => {
    await Promise.all(workers.map((each) => each.stop(0)))
    await Promise.all([disparo.close(), closeLanes(lanes)])
    await upstream.close()
    redis.disconnect()
  })
  const scene: LaneFixture = {
    ...{ account, redis, keys, lanes, disparo, received, lines },
    answer: () => 200,
    logged: (event) => lines.filter((line) => line.event === event),
    work: async (metrics, changed = {}) => {
      const started = startAccountWorker({
        account: Account.parse({ ...given, ...changed }),
        ...{ redis, log, metrics, concurrency: 10, ...worker },
        credentials: { username: 'usuarioApi', password: 'senhaApi' },
        onRedisError: () => {},
      })
      workers.push(started)
      await started.ready()
      return started
    },
  }
  return scene
}

const emptyReport = '{"status":"OK","data":{"totalResults":0,"totalPages":0,"pageNumber":1,"items":[]}}'
