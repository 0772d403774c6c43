import { EventEmitter, once } from 'node:events'
import { connect, type Disparo } from '@disparo/core'
import { Account, type AccountInput } from '@disparo/core/internal/account'
import { type AccountKeys, accountKeys, openRedis, type Redis } from '@disparo/core/internal/redis'
import { DataKeys, openSeal } from '@disparo/core/internal/seal'
import { pino } from 'pino'
import { inject, onTestFinished } from 'vitest'
import { type AccountWorker, startAccountWorker } from '../account-worker.js'
import type { AccountMetrics } from '../metrics/account-metrics.js'
import { type Integration, serveIntegration } from './integration.test.support.js'

type Line = Readonly<Record<string, unknown>>

export interface XmlFixture {
  readonly account: Account
  readonly server: Integration
  readonly redis: Redis
  readonly keys: AccountKeys
  /** The library as it is used by a program that knows of the transport. */
  readonly disparo: Disparo
  /** The same by one that does not. */
  readonly naive: Disparo
  readonly lines: readonly Line[]
  /** The next log line of this event. */
  next(event: string): Promise<Line>
  /** Default: with the data key of the scene. */
  work(metrics?: AccountMetrics, key?: string): Promise<AccountWorker>
  /** Makes every request that is followed due. */
  makeDue(): Promise<void>
  counts(batch: string): Promise<Readonly<Record<string, number>> | undefined>
}

export const template = { namespace: 'ns', elementName: 'boas_vindas' }
export const phoneOf = (n: number): string => String(11_900_000_000 + n)

/** So many messages of one template, each for a recipient of its own from number `first` on. */
export function messages(count: number, over: Partial<typeof template> = {}, first = 0) {
  return Array.from({ length: count }, (_, n) => ({ to: `55${phoneOf(first + n)}`, ...template, ...over }))
}

/** An account that goes by XML, with a stand-in for Hi Flow. All is stopped when the test has finished. */
export async function openXmlFixture(
  name: string,
  settings: Partial<AccountInput> = {},
  dataKey?: string,
  lookMs?: number,
): Promise<XmlFixture> {
  const server = await serveIntegration()
  const account = Account.parse({
    name,
    configId: 'minha-config-id',
    transport: 'xml',
    baseUrl: server.url,
    username: 'ana@example.com',
    password: { env: 'UNUSED' },
    limit: { max: 1_000, windowMs: 1_000 },
    safetyMarginMs: 250,
    requestTimeoutMs: 30_000,
    outage: { closeAfter: 3, firstPauseMs: 50, longestPauseMs: 200 },
    ...settings,
    xml: { statusLimit: { max: 50, windowMs: 1_000 }, ...settings.xml },
  })
  const url = inject('redisUrl')
  const redis = openRedis(url, 'worker')
  const keys = accountKeys(name)
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
  const disparo = connect({ redis: url, account, dataKey })
  const naive = connect({ redis: url, account: name })
  const lines: Line[] = []
  const events = new EventEmitter()
  const write = (text: string) => {
    const line = JSON.parse(text) as Line
    lines.push(line)
    events.emit(String(line.event), line)
  }
  const workers: AccountWorker[] = []
  onTestFinished(async () => {
    await Promise.all(workers.map((worker) => worker.stop(0)))
    await Promise.all([disparo.close(), naive.close()])
    redis.disconnect()
  })
  return {
    ...{ account, server, redis, keys, disparo, naive, lines },
    next: async (event) => (await once(events, event))[0] as Line,
    work: async (metrics, key = dataKey) => {
      const worker = startAccountWorker({
        ...{ account, redis, metrics },
        seal: openSeal(name, key === undefined ? undefined : DataKeys.parse(key)),
        credentials: { username: 'ana@example.com', password: 'senhaXml' },
        concurrency: 10,
        lookMs,
        log: pino({ level: 'debug' }, { write }),
        onRedisError: () => {},
      })
      workers.push(worker)
      await worker.ready()
      return worker
    },
    makeDue: async () => {
      for (const code of await redis.zrange(keys.requestsDue, '0', '-1')) {
        await redis.zadd(keys.requestsDue, '1', code)
      }
    },
    counts: async (batch) => (await disparo.batch(batch))?.counts,
  }
}
