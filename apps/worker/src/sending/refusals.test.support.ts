import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect, type Disparo } from '@disparo/core'
import { Account, type AccountInput } from '@disparo/core/internal/account'
import { type AccountKeys, accountKeys, openRedis, type Redis } from '@disparo/core/internal/redis'
import { listenOnLoopback } from '@disparo/hi-platform/test-support'
import { pino } from 'pino'
import { inject } from 'vitest'
import { startAccountWorker } from '../account-worker.js'
import { page, status } from '../reconcile/report-server.test.support.js'

/** A message as it came, and how it was answered. */
interface Arrival {
  readonly to: string
  readonly elementName: string
  readonly status: number
}

export interface RefusalFixture {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly disparo: Disparo
  readonly lines: readonly Readonly<Record<string, unknown>>[]
  readonly arrivals: readonly Arrival[]
  /** What the stand-in for Hi Platform refuses, and how. At first: nothing. */
  refuse(by: (message: { to: string; elementName: string }) => Refusal | undefined): void
  work(concurrency?: number): Promise<void>
  /** How many messages have which status. */
  counts(ids: readonly string[]): Promise<Readonly<Record<string, number>>>
}

type Refusal = (response: ServerResponse, request: IncomingMessage) => void

/** An account before a stand-in that refuses what the test says. All is stopped when the test has finished. */
export async function openRefusalFixture(
  name: string,
  test: { readonly onTestFinished: (end: () => Promise<void>) => void },
  settings: Partial<AccountInput> = {},
): Promise<RefusalFixture> {
  let refusalOf: (message: { to: string; elementName: string }) => Refusal | undefined = () => undefined
  const arrivals: Arrival[] = []
  const upstream = await listenOnLoopback(
    createServer(async (request, response) => {
      let body = ''
      for await (const chunk of request.setEncoding('utf8')) body += chunk
      if (request.method === 'GET') return void response.end(page([]))
      const message = JSON.parse(body)
      const answer = refusalOf(message) ?? status(200, {}, '{"status":"OK"}')
      answer(response, request)
      arrivals.push({ to: message.to, elementName: message.elementName, status: response.statusCode })
    }),
  )
  const account = Account.parse({
    name,
    configId: 'minha-config-id',
    baseUrl: upstream.url,
    username: 'usuarioApi',
    password: { env: 'UNUSED' },
    limit: { max: 10_000, windowMs: 1_000 },
    outage: { closeAfter: 5, firstPauseMs: 100, longestPauseMs: 400 },
    maxAttempts: 3,
    ...settings,
  })
  const url = inject('redisUrl')
  const redis = openRedis(url, 'worker')
  const keys = accountKeys(name)
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
  const disparo = connect({ redis: url, account: name })
  const lines: Readonly<Record<string, unknown>>[] = []
  const log = pino({ level: 'debug' }, { write: (line) => void lines.push(JSON.parse(line)) })
  const stops: (() => Promise<void>)[] = []
  test.onTestFinished(async () => {
    await Promise.all(stops.map((stop) => stop()))
    await disparo.close()
    redis.disconnect()
    await upstream.close()
  })
  return {
    ...{ redis, keys, disparo, lines, arrivals },
    refuse: (by) => {
      refusalOf = by
    },
    work: async (concurrency = 5) => {
      const credentials = { username: 'usuarioApi', password: 'senhaApi' }
      const worker = startAccountWorker({
        ...{ account, credentials, redis, log, concurrency },
        onRedisError: () => {},
      })
      stops.push(() => worker.stop(0))
      await worker.ready()
    },
    counts: async (ids) => {
      const states = await Promise.all(ids.map((id) => disparo.status(id)))
      const counts: Record<string, number> = {}
      for (const state of states) {
        const name = state?.status ?? 'none'
        counts[name] = (counts[name] ?? 0) + 1
      }
      return counts
    },
  }
}
