import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { connect, type Disparo } from '@disparo/core'
import type { Account } from '@disparo/core/internal/account'
import type { Message } from '@disparo/core/internal/message'
import { openLanes } from '@disparo/core/internal/queue'
import { type AccountKeys, accountKeys, openRedis } from '@disparo/core/internal/redis'
import { readAnswer, type XmlAnswer } from '@disparo/hi-platform/xml'
import { type ApiKeys, openApiKeys } from '@disparo/service/keys'
import { md5Of, usersByName } from '@disparo/service/users'
import { pino } from 'pino'
import { request } from 'undici'
import { inject } from 'vitest'
import { createAuthenticator } from '../../access/authenticator.js'
import { createKeyAuthenticator } from '../../access/key-authenticator.js'
import { createApp } from '../../app.js'
import { forget } from '../../test-support/test-server.js'
import { type TestUser, testUser } from '../../test-support/test-user.js'
import { openDocumentClaims } from './document-claims.js'

interface XmlAccount {
  readonly name: string
  readonly remetente: string
  readonly keys: AccountKeys
  readonly disparo: Disparo
  /** What waits in the lanes under these ids. */
  queued(ids: readonly string[]): Promise<Message[]>
  /** How many wait in the lanes. */
  waiting(): Promise<number>
}

interface XmlReply {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly text: string
  readonly answer: XmlAnswer
}

interface XmlDropInServer {
  readonly url: string
  readonly accounts: readonly [XmlAccount, ...XmlAccount[]]
  readonly log: Record<string, unknown>[]
  readonly apiKeys: ApiKeys
  /** Posts a document as a urlencoded form, as the door's user unless told otherwise. */
  ask(document: string, form?: Readonly<Record<string, string>>): Promise<XmlReply>
  post(body: Buffer | string, headers: Record<string, string>): Promise<XmlReply>
  close(): Promise<void>
}

interface XmlDropInServerOptions {
  readonly redis?: string
  readonly accounts?: readonly Partial<Pick<Account, 'configId' | 'remetente' | 'defaultLane' | 'quota'>>[]
  readonly users?: (accounts: readonly string[]) => readonly TestUser[]
  readonly limitBytes?: number
  readonly requestsPerMinute?: number
  readonly bodyMs?: number
}

export const user = { name: 'api@empresa.com.br', password: 'senhaApi' }
export const login = { User: user.name, Pass: md5Of(user.password) }

/** Seed 000, "Remetente". */
export const remetente = '0bc8f181-3f84-41dc-90f2-a28dd5f90e73'

export async function openXmlDropIn(options: XmlDropInServerOptions = {}): Promise<XmlDropInServer> {
  const { redis: url = inject('redisUrl'), users = () => [], limitBytes = 8 * 1024 ** 2 } = options
  const run = randomUUID().slice(0, 8)
  const redis = openRedis(inject('redisUrl'), 'worker')
  const [first, ...others] = (options.accounts ?? [{ remetente }]).map((settings, index) => {
    const name = `xml-${run}-${index}`
    const lanes = openLanes(redis, { name })
    const address = { configId: `config-${index}`, ...settings }
    return {
      ...address,
      name,
      remetente: address.remetente ?? address.configId,
      address: { name, ...address },
      keys: accountKeys(name),
      disparo: connect({ redis: url, account: { name, quota: settings.quota ?? { waiting: 1_000_000 } } }),
      waiting: async () =>
        (await Promise.all([lanes.urgent, lanes.bulk].map((lane) => lane.count()))).reduce((a, b) => a + b),
      queued: async (ids: readonly string[]) => {
        const jobs = await Promise.all(
          ids.map(async (id) => (await lanes.urgent.getJob(id)) ?? (await lanes.bulk.getJob(id))),
        )
        const messages = jobs.map((job) => job?.data.message)
        return messages.filter((message) => typeof message === 'object')
      },
    }
  })
  if (!first) throw new RangeError('an account is needed')
  const accounts = [first, ...others] as const
  const log: Record<string, unknown>[] = []
  const logger = pino({ level: 'debug' }, { write: (line: string) => void log.push(JSON.parse(line)) })
  const known = [user, ...users(accounts.map(({ name }) => name))].map(testUser)
  const claims = openDocumentClaims(url)
  const apiKeys = openApiKeys(redis)
  const everybody = usersByName(await Promise.all(known))
  const app = await createApp({
    accounts: new Map(accounts.map(({ name, disparo }) => [name, disparo])),
    addresses: accounts.map(({ address }) => address),
    authenticator: createAuthenticator(everybody),
    keyAuthenticator: createKeyAuthenticator({ keys: apiKeys, users: everybody }),
    logger,
    xmlDropInTerms: {
      ...{ claims, limitBytes, bodyMs: options.bodyMs },
      requestsPerMinute: options.requestsPerMinute ?? 6_000,
    },
  })
  const address = `${await app.listen({ host: '127.0.0.1', port: 0 })}/emkt/int/integracao.php`
  const post = (body: Buffer | string, headers: Record<string, string>) => postTo(address, body, headers)
  return {
    url: address,
    accounts,
    log,
    apiKeys,
    ask: (document, form = login) =>
      post(new URLSearchParams({ ...form, XML: document }).toString(), formHeaders),
    post,
    close: async () => {
      await app.close()
      claims.close()
      await Promise.all(accounts.map(({ disparo }) => disparo.close()))
      for (const { name } of accounts) await forget(inject('redisUrl'), name)
      redis.disconnect()
    },
  }
}

export const formHeaders = { 'content-type': 'application/x-www-form-urlencoded' }

async function postTo(
  url: string,
  body: Buffer | string,
  headers: Record<string, string>,
): Promise<XmlReply> {
  const response = await request(url, { method: 'POST', headers, body })
  const text = await response.body.text()
  return { status: response.statusCode, headers: response.headers, text, answer: readAnswer(text) }
}

/** A document of seed 000 with its blanks filled, one after the other, and nothing else changed. */
export function filled(name: string, ...values: string[]): string {
  const text = readFileSync(new URL(`fixtures/${name}.xml`, import.meta.url), 'utf8')
  const blank = /(<(?:remetente|identificador|namespace|element_name|phone|parameter type="text")>) ?(?=<\/)/g
  return text.replace(blank, (_all, tag: string) => tag + (values.shift() ?? ''))
}

/** The code of an answer that has one. */
export function codeOf({ answer, text }: XmlReply): string {
  if (answer.kind === 'code') return answer.code
  throw new Error(`no code: ${text}`)
}

export const query = (codigo: string) => `<main><emkt trans="50.02"><codigo>${codigo}</codigo></emkt></main>`
