import { type Account, ConfigurationError, loadAccounts } from '@disparo/core/account'
import { loadDataKeys } from '@disparo/core/seal'
import { loadUsers } from '../../access/load-users.js'
import { type Config, InvalidEnvironmentError, readConfig } from '../../config.js'
import { type Finding, fail, ok, skipped, warn } from './finding.js'

export interface Settings {
  readonly findings: readonly Finding[]
  /** Absent where `REDIS_URL` is missing or wrong. */
  readonly redisUrl?: Config['REDIS_URL']
  /** Empty where they cannot be read. */
  readonly accounts: readonly Account[]
}

type Env = Readonly<Record<string, string | undefined>>

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
      await checkDataKey(env),
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

/** Where workers run, there are no users: all else is looked at all the same. */
function checkVariables(env: Env): Finding {
  try {
    readConfig({ ...env, DISPARO_USERS: env.DISPARO_USERS || '-' })
    return ok('variables', "the producer's can all be read")
  } catch (error) {
    if (!(error instanceof InvalidEnvironmentError)) throw error
    return fail('variables', error.message, 'Correct what is named: docs/configuration.md has them all.')
  }
}

async function checkDataKey(env: Env): Promise<Finding> {
  const check = 'data key'
  try {
    const keys = await loadDataKeys(env)
    if (!keys) return ok(check, 'none: personal data is not sealed in Redis')
    return ok(check, `personal data is sealed with the key ${keys[0].id}`)
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    return fail(check, error.message, 'Set the same keys for all programs: docs/security.md.')
  }
}

function redisUrlOf({ REDIS_URL }: Env): Config['REDIS_URL'] | undefined {
  try {
    return readConfig({ REDIS_URL, DISPARO_USERS: '-' }).REDIS_URL
  } catch (error) {
    if (error instanceof InvalidEnvironmentError) return undefined
    throw error
  }
}

async function checkAccounts(env: Env): Promise<{ accounts: readonly Account[]; finding: Finding }> {
  try {
    const accounts = await loadAccounts(env)
    return { accounts, finding: ok('accounts', accounts.map(({ name }) => name).join(', ')) }
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    const finding = fail('accounts', error.message, 'Correct it: docs/configuration.md has every field.')
    return { accounts: [], finding }
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
    const rights = new Set(users.flatMap(({ user }) => [...user.roles]))
    if (rights.has('send')) return ok('users', `${users.length} can be read`)
    return warn('users', 'none of them has the role send', 'Make one: disparo user --help')
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    return fail('users', error.message, 'Make the entry again: disparo user --help')
  }
}
