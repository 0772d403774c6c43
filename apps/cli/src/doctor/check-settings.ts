import { type Account, ConfigurationError, type Env, loadAccounts } from '@disparo/core/internal/account'
import { loadDataKeys } from '@disparo/core/internal/seal'
import { selectAccounts } from '@disparo/service/accounts'
import { ProducerSettings, readSettings, settingsProblems, WorkerSettings } from '@disparo/service/settings'
import type { KnownUser } from '@disparo/service/users'
import { isWeak, loadUsers } from '@disparo/service/users'
import { type Finding, fail, ok, skipped, warn } from './finding.js'

interface Settings {
  readonly findings: readonly Finding[]
  /** Absent where `REDIS_URL` is missing or wrong. */
  readonly redisUrl?: string
  /** Empty where they cannot be read. */
  readonly accounts: readonly Account[]
}

/** What package.json asks for (`engines`). */
const oldestNode = { major: 20, minor: 19 }

/** Looks at the environment as the programs do when they start: the variables, the accounts, the users. */
export async function checkSettings(env: Env, nodeVersion: string): Promise<Settings> {
  const { accounts, finding } = await checkAccounts(env)
  const redisUrl = redisUrlOf(env)
  return {
    findings: [
      checkNode(nodeVersion),
      checkVariables(env),
      checkDataKey(env),
      finding,
      await checkUsers(env, accounts),
    ],
    ...(redisUrl === undefined ? {} : { redisUrl }),
    accounts,
  }
}

/** @param version - as in `process.versions.node` */
export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const { major: oldest, minor: oldestMinor } = oldestNode
  const isOld = major < oldest || (major === oldest && minor < oldestMinor)
  return isOld
    ? fail('Node.js', `version ${version}`, `Install version ${oldest}.${oldestMinor} or newer.`)
    : ok('Node.js', `version ${version}`)
}

/** Where workers run, there are no users, and the data key has a finding of its own: all else is looked at, of both programs. */
function checkVariables(env: Env): Finding {
  const elsewhere = { DISPARO_DATA_KEY: true } as const
  const problems = new Set([
    ...settingsProblems(ProducerSettings.omit({ ...elsewhere, DISPARO_USERS: true }), env),
    ...settingsProblems(WorkerSettings.omit(elsewhere), env),
  ])
  if (problems.size === 0) return ok('variables', "the producer's and the worker's can all be read")
  const change = 'Correct what is named: docs/configuration.md has them all.'
  return fail('variables', [...problems].join('; '), change)
}

function checkDataKey(env: Env): Finding {
  const check = 'data key'
  try {
    const keys = loadDataKeys(env)
    if (!keys) return ok(check, 'none: personal data is not sealed in Redis')
    return ok(check, `personal data is sealed with the key ${keys[0].id}`)
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    return fail(check, error.message, 'Set the same keys for all programs: docs/security.md.')
  }
}

function redisUrlOf(env: Env): string | undefined {
  try {
    return readSettings(WorkerSettings.pick({ REDIS_URL: true }), env).REDIS_URL
  } catch (error) {
    if (error instanceof ConfigurationError) return undefined
    throw error
  }
}

async function checkAccounts(env: Env): Promise<{ accounts: readonly Account[]; finding: Finding }> {
  try {
    const accounts = await loadAccounts(env)
    const { unknown } = selectAccounts(accounts, workerAccountsOf(env))
    const finding =
      unknown.length > 0
        ? fail('accounts', `WORKER_ACCOUNTS names ${unknown.join(', ')}, of which there is none`, atNames)
        : ok('accounts', accounts.map(({ name }) => name).join(', '))
    return { accounts, finding }
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    const finding = fail('accounts', error.message, 'Correct it: docs/configuration.md has every field.')
    return { accounts: [], finding }
  }
}

const atNames =
  'Correct WORKER_ACCOUNTS, or put them into DISPARO_ACCOUNTS: a worker does not start with this.'

/** What is wrong with the variable is told elsewhere. */
function workerAccountsOf(env: Env) {
  try {
    return readSettings(WorkerSettings.pick({ WORKER_ACCOUNTS: true }), env).WORKER_ACCOUNTS
  } catch (error) {
    if (error instanceof ConfigurationError) return undefined
    throw error
  }
}

async function checkUsers({ DISPARO_USERS: path }: Env, accounts: readonly Account[]): Promise<Finding> {
  if (!path) return skipped('users', 'DISPARO_USERS is not set here', 'Run this where the producer runs.')
  if (accounts.length === 0) return skipped('users', 'without accounts nobody can say whom they may see')
  try {
    const users = await loadUsers(
      path,
      accounts.map(({ name }) => name),
    )
    return judgeUsers(users)
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    return fail('users', error.message, 'Make the entry again: disparo user --help')
  }
}

function judgeUsers(users: readonly KnownUser[]): Finding {
  if (!users.some(({ user }) => user.roles.has('send'))) {
    return warn('users', 'none of them has the role send', 'Make one: disparo user --help')
  }
  const weak = users.filter(
    ({ password, xmlPassword }) => isWeak(password) || (xmlPassword && isWeak(xmlPassword)),
  )
  if (weak.length === 0) return ok('users', `${users.length} can be read`)
  const names = weak.map(({ user }) => user.name).join(', ')
  const change = 'Make these entries again, with another password or the same: disparo user --help'
  return warn('users', `the hashes of ${names} are weaker than what is made today`, change)
}
