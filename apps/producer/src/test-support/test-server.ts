import { randomUUID } from 'node:crypto'
import { type AccountSettings, type ConnectOptions, connect, type Disparo } from '@disparo/core'
import { accountKeys, openRedis } from '@disparo/core/internal/redis'
import { openApiKeys } from '@disparo/service/keys'
import { type KnownUser, usersByName } from '@disparo/service/users'
import { Redis } from 'ioredis'
import { pino } from 'pino'
import { request } from 'undici'
import { inject } from 'vitest'
import { type AuthenticatorOptions, createAuthenticator } from '../access/authenticator.js'
import { createKeyAuthenticator } from '../access/key-authenticator.js'
import { createSessions } from '../access/sessions.js'
import { createApp } from '../app.js'
import type { AppOptions } from '../app-options.js'
import { basic, type TestUser, testUser } from './test-user.js'

export interface Answer {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of all shapes.
  readonly body: any
}

export interface TestServer {
  readonly url: string
  readonly account: string
  readonly disparo: Disparo
  /** Those of now, who may be changed. */
  readonly people: Map<string, KnownUser>
  /** What was logged, a line an object. */
  readonly log: Record<string, unknown>[]
  /** Asks as the right user, unless the headers say otherwise; `path` begins below the account. */
  call(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, options?: CallOptions): Promise<Answer>
  close(): Promise<void>
}

interface TestServerOptions extends Pick<ConnectOptions, 'onStatus'> {
  readonly redis?: string
  readonly quota?: AccountSettings['quota']
  /** Default: there is one, as far as anybody can see. */
  readonly hasWorker?: boolean
  /** Default: nothing is sealed. */
  readonly dataKey?: string
  /** More users, who may know the name of the door's account. */
  readonly users?: (account: string) => readonly TestUser[]
  readonly authenticator?: AuthenticatorOptions
}

export interface CallOptions {
  readonly body?: unknown
  readonly type?: string
  readonly headers?: Record<string, string>
  /** Shows no user and password. */
  readonly anonymous?: boolean
}

export const user = 'tests'
export const password = 'a-secret-for-tests'

/** The user that every door knows, who may do everything. */
export const authorization = basic(user, password)

/** A producer on a free port, with an account of its own in the Redis of the test run, removed at the end. */
export async function startTestServer(
  options: Partial<
    Pick<
      AppOptions,
      | 'bodyLimitBytes'
      | 'batchLimitBytes'
      | 'trustedProxies'
      | 'maxConnections'
      | 'onUntrustedProxy'
      | 'slowBodies'
      | 'consoleFolder'
    >
  > &
    TestServerOptions = {},
): Promise<TestServer> {
  const {
    redis = inject('redisUrl'),
    quota,
    hasWorker = true,
    dataKey,
    users = () => [],
    authenticator: loginLimits,
    onStatus,
    ...limits
  } = options
  const account = `door-${randomUUID().slice(0, 8)}`
  const log: Record<string, unknown>[] = []
  const logger = pino({ level: 'debug' }, { write: (line: string) => void log.push(JSON.parse(line)) })
  const settings = quota === undefined ? account : { name: account, quota }
  const disparo = connect({ redis, account: settings, onStatus, dataKey })
  if (hasWorker) await pretendWorker(inject('redisUrl'), account)
  const known = [{ name: user, password }, ...users(account)].map(testUser)
  const everybody = usersByName(await Promise.all(known))
  const authenticator = createAuthenticator(everybody, loginLimits)
  const sessionRedis = openRedis(redis, 'producer')
  const apiKeys = openApiKeys(sessionRedis)
  const app = await createApp({
    accounts: new Map([[account, disparo]]),
    authenticator,
    sessions: createSessions({ redis: sessionRedis, users: everybody }),
    keyAuthenticator: createKeyAuthenticator({ keys: apiKeys, users: everybody }),
    apiKeys,
    logger,
    ...limits,
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  return {
    url,
    account,
    disparo,
    people: everybody,
    log,
    call: (method, path, call = {}) => ask(`${url}/v1/accounts/${account}${path}`, method, call),
    close: async () => {
      await app.close()
      await disparo.close()
      sessionRedis.disconnect()
      await forget(inject('redisUrl'), account)
    },
  }
}

async function pretendWorker(redisUrl: string, account: string): Promise<void> {
  const redis = new Redis(redisUrl)
  await redis.set(accountKeys(account).worker, '1')
  redis.disconnect()
}

export async function ask(
  url: string,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  call: CallOptions = {},
): Promise<Answer> {
  const { body, type = 'application/json', headers, anonymous = false } = call
  const raw = typeof body === 'string' || Buffer.isBuffer(body) || body === undefined
  const response = await request(url, {
    method,
    headers: {
      ...(anonymous ? {} : { authorization }),
      ...(body === undefined ? {} : { 'content-type': type }),
      ...headers,
    },
    body: raw ? (body ?? null) : JSON.stringify(body),
  })
  const text = await response.body.text()
  const isJson = String(response.headers['content-type']).includes('json')
  return { status: response.statusCode, headers: response.headers, body: isJson ? JSON.parse(text) : text }
}

/** Removes all that an account has in Redis. */
export async function forget(redisUrl: string, account: string): Promise<void> {
  const redis = new Redis(redisUrl)
  for await (const keys of redis.scanStream({ match: `disparo:{${account}}*`, count: 1000 })) {
    if (keys.length > 0) await redis.unlink(keys)
  }
  redis.disconnect()
}
