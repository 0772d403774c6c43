import { randomUUID } from 'node:crypto'
import { type AccountSettings, connect, type Disparo } from '@disparo/core'
import { begin, observe, settle } from '@disparo/core/internal/ledger'
import type { Message } from '@disparo/core/internal/message'
import { openLanes } from '@disparo/core/internal/queue'
import { type AccountKeys, accountKeys, openRedis } from '@disparo/core/internal/redis'
import { type ApiKeys, openApiKeys } from '@disparo/service/keys'
import { usersByName } from '@disparo/service/users'
import { pino } from 'pino'
import { inject } from 'vitest'
import { createAuthenticator } from '../../access/authenticator.js'
import { createKeyAuthenticator } from '../../access/key-authenticator.js'
import { createApp } from '../../app.js'
import type { AppOptions } from '../../app-options.js'
import { type Answer, ask, type CallOptions, forget } from '../../test-support/test-server.js'
import { basic, type TestUser, testUser } from '../../test-support/test-user.js'
import { restDropInPrefix } from './routes.js'

interface DropInAccount {
  readonly name: string
  readonly configId: string
  readonly keys: AccountKeys
  readonly disparo: Disparo
}

interface DropIn {
  readonly url: string
  readonly accounts: readonly [DropInAccount, ...DropInAccount[]]
  readonly log: Record<string, unknown>[]
  readonly apiKeys: ApiKeys
  /** POSTs a message, to the first account and as the seed's user unless told otherwise. */
  send(body: unknown, call?: CallOptions & { configId?: string }): Promise<Answer>
  /** Asks for the report of all time, 100 items a page, unless the query says otherwise. */
  report(query?: Record<string, string>, call?: CallOptions): Promise<Answer>
  /** How many wait in the first account's lanes. */
  waiting(): Promise<number>
  /** Makes a message one that went out, as a worker does, and then as seen in a report. */
  dispatch(account: DropInAccount, message: Partial<Message>, seen?: Seen): Promise<string>
  close(): Promise<void>
}

type Seen = Omit<Parameters<typeof observe>[2]['observations'][number], 'id'>

interface DropInOptions extends Partial<Pick<AppOptions, 'restDropInQuotas' | 'bodyLimitBytes'>> {
  readonly redis?: string
  readonly configIds?: readonly string[]
  readonly quota?: AccountSettings['quota']
  /** More users, who may know the accounts' names. */
  readonly users?: (accounts: readonly string[]) => readonly TestUser[]
}

/** Seed 001, "Autenticação / Autorização". */
export const seedUser = { name: 'usuarioApi', password: 'senhaApi' }
export const seedAuthorization = basic(seedUser.name, seedUser.password)

export const message = { to: '551199999999', namespace: 'ns', elementName: 'aviso' }

const ledgerOptions = { retentionMs: 86_400_000, outbox: false }
const limit = { max: 1_000_000, windowMs: 1_000, safetyMarginMs: 0, reserve: 0 }
const outage = { closeAfter: 5, firstPauseMs: 1_000, longestPauseMs: 60_000 }

/** A producer on a free port that knows the seed's user, with accounts of its own, removed at the end. */
export async function openDropIn(options: DropInOptions = {}): Promise<DropIn> {
  const {
    redis: url = inject('redisUrl'),
    configIds = ['minha-config-id'],
    quota = { waiting: 1_000_000 },
    users = () => [],
    ...rest
  } = options
  const run = randomUUID().slice(0, 8)
  const [first, ...others] = configIds.map((configId, index) => {
    const name = `drop-in-${run}-${index}`
    const disparo = connect({ redis: url, account: { name, quota } })
    return { name, configId, keys: accountKeys(name), disparo }
  })
  if (!first) throw new RangeError('an account is needed')
  const accounts = [first, ...others] as const
  const log: Record<string, unknown>[] = []
  const logger = pino({ level: 'debug' }, { write: (line: string) => void log.push(JSON.parse(line)) })
  const known = [seedUser, ...users(accounts.map(({ name }) => name))].map(testUser)
  const redis = openRedis(inject('redisUrl'), 'worker')
  const apiKeys = openApiKeys(redis)
  const everybody = usersByName(await Promise.all(known))
  const app = await createApp({
    accounts: new Map(accounts.map(({ name, disparo }) => [name, disparo])),
    addresses: accounts,
    authenticator: createAuthenticator(everybody),
    keyAuthenticator: createKeyAuthenticator({ keys: apiKeys, users: everybody }),
    logger,
    ...rest,
  })
  const base = `${await app.listen({ host: '127.0.0.1', port: 0 })}${restDropInPrefix}`
  const lanes = openLanes(redis, { name: first.name })
  const as = (call: CallOptions = {}) => ({
    ...call,
    headers: { authorization: seedAuthorization, ...call.headers },
  })
  return {
    url: base,
    accounts,
    log,
    apiKeys,
    send: (body, { configId = first.configId, ...call } = {}) =>
      ask(`${base}/message/template/${configId}`, 'POST', { body, ...as(call) }),
    report: (query = {}, call = {}) => {
      const all = { startDate: '0', endDate: '99999999999', pageSize: '100', pageNumber: '1' }
      return ask(`${base}/reports/hsm?${new URLSearchParams({ ...all, ...query })}`, 'GET', as(call))
    },
    waiting: async () => (await lanes.urgent.count()) + (await lanes.bulk.count()),
    dispatch: async ({ keys }, content, seen) => {
      const id = randomUUID()
      const common = { id, token: id, ledgerOptions, maxAttempts: 3 }
      await begin(redis, keys, {
        ...common,
        lane: 'bulk',
        message: { ...message, ...content },
        policy: 'verify',
        limit,
        attemptMs: 5_000,
        enqueuedAt: Date.now(),
      })
      const gate = { kind: 'success' } as const
      const settlement = { status: 'accepted', countAttempt: 'always', exhausted: 'failed', gate } as const
      await settle(redis, keys, { ...common, outage, settlement })
      if (seen) await observe(redis, keys, { ledgerOptions, observations: [{ id, ...seen }] })
      return id
    },
    close: async () => {
      await app.close()
      await Promise.all(accounts.map(({ disparo }) => disparo.close()))
      for (const { name } of accounts) await forget(inject('redisUrl'), name)
      redis.disconnect()
    },
  }
}
