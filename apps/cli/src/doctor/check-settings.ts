import { type Account, ConfigurationError, type Env, loadAccounts } from '@disparo/core/internal/account'
import { loadDataKeys } from '@disparo/core/internal/seal'
import { selectAccounts } from '@disparo/service/accounts'
import { ProducerSettings, readSettings, settingsProblems, WorkerSettings } from '@disparo/service/settings'
import type { KnownUser } from '@disparo/service/users'
import { isWeak, loadUsers } from '@disparo/service/users'
import { type DoctorWords, type Finding, fail, ok, skipped, warn } from './finding.js'

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
export async function checkSettings(env: Env, nodeVersion: string, words: DoctorWords): Promise<Settings> {
  const { accounts, finding } = await checkAccounts(env, words)
  const redisUrl = redisUrlOf(env)
  return {
    findings: [
      checkNode(nodeVersion, words),
      checkVariables(env, words),
      checkDataKey(env, words),
      finding,
      await checkUsers(env, accounts, words),
    ],
    ...(redisUrl === undefined ? {} : { redisUrl }),
    accounts,
  }
}

/** @param version - as in `process.versions.node` */
export function checkNode(version: string, { checks, settings }: DoctorWords): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const { major: oldest, minor: oldestMinor } = oldestNode
  const isOld = major < oldest || (major === oldest && minor < oldestMinor)
  return isOld
    ? fail(checks.node, settings.version(version), settings.installNode(`${oldest}.${oldestMinor}`))
    : ok(checks.node, settings.version(version))
}

/** Where workers run, there are no users, and the data key has a finding of its own: all else is looked at, of both programs. */
function checkVariables(env: Env, { checks, settings, fault }: DoctorWords): Finding {
  const elsewhere = { DISPARO_DATA_KEY: true } as const
  const problems = new Set([
    ...settingsProblems(ProducerSettings.omit({ ...elsewhere, DISPARO_USERS: true }), env),
    ...settingsProblems(WorkerSettings.omit(elsewhere), env),
  ])
  if (problems.size === 0) return ok(checks.variables, settings.readable)
  return fail(checks.variables, [...problems].map(fault).join('; '), settings.variables)
}

function checkDataKey(env: Env, { checks, settings, fault }: DoctorWords): Finding {
  const check = checks.dataKey
  try {
    const keys = loadDataKeys(env)
    if (!keys) return ok(check, settings.noDataKey)
    return ok(check, settings.dataKey(keys[0].id))
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    return fail(check, fault(error.message), settings.sameDataKeys)
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

async function checkAccounts(
  env: Env,
  { checks, settings, fault }: DoctorWords,
): Promise<{ accounts: readonly Account[]; finding: Finding }> {
  try {
    const accounts = await loadAccounts(env)
    const { unknown } = selectAccounts(accounts, workerAccountsOf(env))
    const finding =
      unknown.length > 0
        ? fail(checks.accounts, settings.noSuchAccounts(unknown.join(', ')), settings.workerAccounts)
        : ok(checks.accounts, accounts.map(({ name }) => name).join(', '))
    return { accounts, finding }
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    return { accounts: [], finding: fail(checks.accounts, fault(error.message), settings.accounts) }
  }
}

/** What is wrong with the variable is told elsewhere. */
function workerAccountsOf(env: Env) {
  try {
    return readSettings(WorkerSettings.pick({ WORKER_ACCOUNTS: true }), env).WORKER_ACCOUNTS
  } catch (error) {
    if (error instanceof ConfigurationError) return undefined
    throw error
  }
}

async function checkUsers(
  { DISPARO_USERS: path }: Env,
  accounts: readonly Account[],
  words: DoctorWords,
): Promise<Finding> {
  const { checks, settings, fault } = words
  if (!path) return skipped(checks.users, settings.noUsersHere, settings.atProducer)
  if (accounts.length === 0) return skipped(checks.users, settings.usersOfNobody)
  try {
    const users = await loadUsers(
      path,
      accounts.map(({ name }) => name),
    )
    return judgeUsers(users, words)
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    return fail(checks.users, fault(error.message), settings.users)
  }
}

function judgeUsers(users: readonly KnownUser[], { checks, settings }: DoctorWords): Finding {
  if (!users.some(({ user }) => user.roles.has('send'))) {
    return warn(checks.users, settings.noSender, settings.makeSender)
  }
  const weak = users.filter(
    ({ password, xmlPassword }) => isWeak(password) || (xmlPassword && isWeak(xmlPassword)),
  )
  if (weak.length === 0) return ok(checks.users, settings.usersRead(users.length))
  const names = weak.map(({ user }) => user.name).join(', ')
  return warn(checks.users, settings.weak(names), settings.makeAgain)
}
