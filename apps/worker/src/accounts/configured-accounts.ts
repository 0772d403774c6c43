import {
  type Account,
  ConfigurationError,
  type Credentials,
  type Env,
  loadAccounts,
  resolveCallbackSecrets,
  resolveCredentials,
  resolveTemplatesToken,
} from '@disparo/core/internal/account'
import { type Loaded, selectAccounts } from '@disparo/service/accounts'
import type { WorkerAccounts } from '@disparo/service/settings'

/** An account, and the secrets that serving it takes. */
export interface ConfiguredAccount {
  readonly account: Account
  readonly credentials: Credentials
  readonly callbackSecrets: readonly string[]
  /** For Hi Broker's list of templates, where it is not read with the credentials. */
  readonly templatesToken: string | undefined
}

interface ConfiguredAccounts extends Loaded {
  /** Those that this worker serves. */
  readonly served: readonly ConfiguredAccount[]
  /** All there are. */
  readonly all: readonly Account[]
}

/**
 * Reads the accounts, and of those that are asked for the secrets. A name that is asked for and is not there is a complaint.
 * @throws ConfigurationError naming what is wrong
 */
export async function loadConfigured(
  env: Env,
  asked: WorkerAccounts | undefined,
): Promise<ConfiguredAccounts> {
  const all = await loadAccounts(env)
  const { accounts, unknown } = selectAccounts(all, asked)
  return {
    all,
    served: accounts.map((account) => ({
      account,
      credentials: resolveCredentials(account, env),
      callbackSecrets: resolveCallbackSecrets(account, env),
      templatesToken: resolveTemplatesToken(account, env),
    })),
    ...(unknown.length > 0 && {
      complaint: `WORKER_ACCOUNTS names ${unknown.map((name) => `"${name}"`).join(', ')}, which the configured accounts are without`,
    }),
  }
}

/** As `loadConfigured`, when the worker starts: then a complaint is an error. @throws ConfigurationError */
export async function loadFirst(...what: Parameters<typeof loadConfigured>): Promise<ConfiguredAccounts> {
  const configured = await loadConfigured(...what)
  if (configured.complaint !== undefined) throw new ConfigurationError(configured.complaint)
  return configured
}
