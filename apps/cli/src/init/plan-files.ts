import { join } from 'node:path'
import { Account, type AccountInput } from '@disparo/core/internal/account'
import { defaultCost, formatHash, hashSecret, roles } from '@disparo/service/users'
import type { Answers } from './answers.js'
import { type EnvLine, formatEnvFile, formatEnvValue } from './env-file.js'
import type { NewFile } from './write-files.js'

/** What is written, by the names of the files. */
export interface PlannedFiles {
  readonly env: string
  readonly accounts: string
  readonly users: string
  /** Values that a `.env` cannot hold for all its readers, each in a file of its own, by the variable. */
  readonly secrets: ReadonlyMap<string, string>
}

export interface AccountSaid {
  readonly baseUrl?: string | undefined
  readonly transport?: 'rest' | 'xml' | undefined
}

/** The variables that an account takes its user and password from: those of `loja-1` begin with `LOJA_1_HI_`. */
export function variablesOf(account: string): { username: string; password: string } {
  const name = account.toUpperCase().replaceAll('-', '_')
  const start = /^\d/.test(name) ? `_${name}` : name
  return { username: `${start}_HI_USERNAME`, password: `${start}_HI_PASSWORD` }
}

const secretFileOf = (variable: string): string => `${variable.toLowerCase().replaceAll('_', '-')}.secret`

/**
 * @throws UnwritableError where a value can stand in no file: it begins or ends with blanks, and has quotes of both kinds
 */
export async function planFiles(answers: Answers, said: AccountSaid): Promise<PlannedFiles> {
  const { redisUrl, account: name, configId, hiUser, hiPassword, user, password } = answers
  const variables = variablesOf(name)
  const account: AccountInput = {
    ...{ name, configId },
    ...(said.baseUrl === undefined ? {} : { baseUrl: said.baseUrl }),
    ...(said.transport === undefined ? {} : { transport: said.transport }),
    username: { env: variables.username },
    password: { env: variables.password },
  }
  const hash = formatHash(await hashSecret(password, defaultCost))
  const secrets = new Map<string, string>()
  const secretLine = (line: EnvLine): EnvLine => {
    if (formatEnvValue(line.value) !== undefined) return line
    if (line.value.trim() !== line.value) throw new UnwritableError(line.name)
    secrets.set(line.name, line.value)
    return { ...line, name: `${line.name}_FILE`, value: secretFileOf(line.name) }
  }
  const env = formatEnvFile([
    secretLine({ name: 'REDIS_URL', value: redisUrl, comment: 'Every variable: docs/configuration.md' }),
    { name: 'DISPARO_ACCOUNTS', value: 'accounts.json' },
    { name: 'DISPARO_USERS', value: 'users.json' },
    secretLine({ name: variables.username, value: hiUser, comment: `Hi Platform, for the account ${name}` }),
    secretLine({ name: variables.password, value: hiPassword }),
  ])
  return {
    ...{ env, secrets },
    accounts: asFile([account]),
    users: asFile([{ name: user, password: hash, roles, accounts: '*' }]),
  }
}

export class UnwritableError extends Error {
  readonly code = 'UNWRITABLE'
  readonly variable: string

  constructor(variable: string) {
    super(`The value of ${variable} can stand in no file exactly`)
    this.name = 'UnwritableError'
    this.variable = variable
  }
}

/** As files of this kind are written. */
export function asFile(entries: readonly unknown[]): string {
  return `${JSON.stringify(entries, undefined, 2)}\n`
}

/** Whether an account may have this as its `baseUrl`. */
export function isBaseUrl(baseUrl: string): boolean {
  const account = { name: 'a', configId: 'c', username: 'u', password: { env: 'P' }, baseUrl }
  return Account.safeParse(account).success
}

export interface PlannedFile extends NewFile {
  readonly meaning: 'env' | 'accounts' | 'users' | 'secret'
  /** Of a secret: the variable that it is the value of. */
  readonly variable?: string
}

/** In the order in which they are written: `.env` leads to the others. */
export function filesOf({ env, accounts, users, secrets }: PlannedFiles, folder: string): PlannedFile[] {
  const file = (name: string, text: string, meaning: PlannedFile['meaning']): PlannedFile => ({
    ...{ path: join(folder, name), text, meaning },
    isSecret: meaning !== 'accounts',
  })
  return [
    ...[...secrets].map(([variable, text]) => ({
      ...file(secretFileOf(variable), `${text}\n`, 'secret'),
      variable,
    })),
    file('accounts.json', accounts, 'accounts'),
    file('users.json', users, 'users'),
    file('.env', env, 'env'),
  ]
}
