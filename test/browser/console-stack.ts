import { createClient } from '@disparo/api'
import { writeJsonFile } from '../stack/json-file.js'
import type { PrivateRedis } from '../stack/private-redis.js'
import { producerClient } from '../stack/producer-client.js'
import { authorizationOf, newServiceUser, type ServiceUser, writeUsersFile } from '../stack/service-user.js'
import { type Stack, startOwnStack } from '../stack/start-stack.js'
import { templates } from './sample-templates.js'

export type ConsoleUser = 'ana' | 'leitura' | 'envio'

export interface ConsoleStack extends Stack<PrivateRedis> {
  /** Where the console is. */
  readonly url: string
  readonly origin: string
  readonly users: Readonly<Record<ConsoleUser, ServiceUser>>
  /** The path for DISPARO_USERS. */
  readonly usersFile: string
  /** The API, as who may do everything. */
  readonly client: ReturnType<typeof createClient>
}

export interface ConsoleStackOptions {
  /** Default 2. */
  readonly workers?: number
  /** More settings of every account. */
  readonly account?: Readonly<Record<string, unknown>>
  /** More of the producer's environment. */
  readonly producer?: Readonly<Record<string, string>>
}

/** An account of which nothing is known: no campaign, message, template or suppression. */
export const emptyAccount = 'nova'

/** As much faster than life as is good to look at: a campaign of 5,000 takes a minute. */
const limit = { max: 500, windowMs: 6_000 }
const reportLimit = { max: 60, windowMs: 60_000 }
const timeScale = 2_000

/** A whole Disparo with people who use the console: who may do everything, who may read, and who may send. */
export async function startConsoleStack({
  workers = 2,
  account = {},
  producer: environment = {},
}: ConsoleStackOptions = {}): Promise<ConsoleStack> {
  const users = {
    ana: newServiceUser('ana'),
    leitura: { ...newServiceUser('leitura'), roles: ['read'] },
    envio: { ...newServiceUser('envio'), roles: ['send'] },
  } as const
  const [usersFile, templatesFile] = await Promise.all([
    writeUsersFile(Object.values(users)),
    writeJsonFile('templates', templates),
  ])
  const stack = await startOwnStack({
    workers,
    limit,
    names: ['loja', emptyAccount],
    account: {
      reconcile: { limit: reportLimit },
      // So that there is something to decide.
      unknownPolicy: { bulk: 'hold' },
      templates: { file: templatesFile.path, enforce: 'warn' },
      rates: {
        currency: 'BRL',
        date: '2026-11-01',
        prices: { MARKETING: { BR: '0.3450' }, UTILITY: { BR: '0.0420' } },
      },
      ...account,
    },
    accounts: { [emptyAccount]: { templates: undefined } },
    env: {
      sandbox: {
        SANDBOX_TIME_SCALE: `${timeScale}`,
        SANDBOX_REPORT_LIMIT_MAX: `${reportLimit.max}`,
        SANDBOX_REPORT_LIMIT_WINDOW_MS: `${reportLimit.windowMs}`,
      },
      producer: { DISPARO_USERS: usersFile.path, ...environment },
    },
  })
  const address = { url: stack.producer.url, account: stack.account, ...users.ana }
  const client = createClient({ baseUrl: address.url, authorization: authorizationOf(users.ana) })
  await awaitTemplates(client, stack.account)
  const producer = { ...address, ...producerClient(address), process: stack.producer.process }
  return {
    ...stack,
    producer,
    users,
    usersFile: usersFile.path,
    client,
    url: `${stack.producer.url}/console/`,
    origin: new URL(stack.producer.url).origin,
    stop: async () => {
      await stack.stop()
      await Promise.all([usersFile.remove(), templatesFile.remove()])
    },
  }
}

/** A worker has to read them first. */
async function awaitTemplates(client: ConsoleStack['client'], account: string): Promise<void> {
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const { synced } = await client.syncTemplates({ params: { account } })
    if (synced) return
  }
  throw new Error('No worker has read the templates')
}
