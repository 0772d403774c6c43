import { z } from 'zod'
import { Account, type AccountInput } from './account.js'
import { ConfigurationError } from './configuration-error.js'
import { noJson, unreadable } from './describe-file.js'
import { withRatesFiles } from './rates-files.js'
import { readBounded } from './read-bounded.js'
import { readSecret } from './read-secret.js'

/**
 * Where accounts come from: a JSON file, or four variables for a single account, which is then named `default`. Its user
 * may stand in a file, as secrets may.
 */
type AccountsEnv = {
  readonly [Name in
    | 'DISPARO_ACCOUNTS'
    | 'HI_BASE_URL'
    | 'HI_USERNAME'
    | 'HI_USERNAME_FILE'
    | 'HI_CONFIG_ID']?: string | undefined
}

/** The largest file of accounts: some four thousand of them. */
const largestFileBytes = 4 * 1024 * 1024

/**
 * Reads and checks the configured accounts; defaults are filled in, secrets are not (see `resolveCredentials`).
 * @throws ConfigurationError naming the file or variable, the field and what it must be
 */
export async function loadAccounts(env: AccountsEnv): Promise<Account[]> {
  const [source, input] = env.DISPARO_ACCOUNTS
    ? [`DISPARO_ACCOUNTS (${env.DISPARO_ACCOUNTS})`, await readAccountsFile(env.DISPARO_ACCOUNTS)]
    : ['HI_BASE_URL, HI_USERNAME, HI_CONFIG_ID', [singleAccount(env)]]
  const parsed = z
    .array(Account)
    .min(1, 'must name at least one account')
    .safeParse(await withRatesFiles(input))
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${placeOf(path, input) || 'file'}: ${message}`,
    )
    throw new ConfigurationError(`${source} is not valid: ${problems.join('; ')}`)
  }
  const names = parsed.data.map((account) => account.name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice)
    throw new ConfigurationError(`${source} names the account "${twice}" twice: names must be unique`)
  return parsed.data
}

async function readAccountsFile(path: string): Promise<unknown> {
  const text = await readBounded(path, largestFileBytes).catch((cause: NodeJS.ErrnoException) => {
    throw new ConfigurationError(`DISPARO_ACCOUNTS: ${unreadable(path, cause)}`, { cause })
  })
  if (text === undefined) {
    throw new ConfigurationError(`DISPARO_ACCOUNTS: ${path} is larger than 4 MiB; nothing of it is read`)
  }
  try {
    return JSON.parse(text)
  } catch {
    throw new ConfigurationError(`DISPARO_ACCOUNTS: ${path} ${noJson(text)}; it must be an array of accounts`)
  }
}

function singleAccount(env: AccountsEnv): AccountInput {
  const needed = { HI_USERNAME: readSecret(env, 'HI_USERNAME')?.value, HI_CONFIG_ID: env.HI_CONFIG_ID }
  const missing = Object.entries(needed).flatMap(([name, value]) => (value ? [] : [name]))
  if (missing.length > 0) {
    throw new ConfigurationError(
      `No account is configured: set DISPARO_ACCOUNTS to a JSON file of accounts, or ${missing.join(' and ')} (and HI_PASSWORD)`,
    )
  }
  return {
    name: 'default',
    configId: needed.HI_CONFIG_ID ?? '',
    username: needed.HI_USERNAME ?? '',
    password: { env: 'HI_PASSWORD' },
    ...(env.HI_BASE_URL ? { baseUrl: env.HI_BASE_URL } : {}),
  }
}

/** Names the account of a problem rather than its number, where it has a name. */
function placeOf([index, ...path]: readonly PropertyKey[], input: unknown): string {
  const account: unknown = Array.isArray(input) ? input[Number(index)] : undefined
  const name = typeof account === 'object' && account !== null && 'name' in account ? account.name : undefined
  return [typeof name === 'string' ? `account "${name}"` : index, ...path]
    .filter((part) => part !== undefined)
    .join('.')
}
