import { type Account, type Env, loadAccounts, resolveWebhookSecret } from '@disparo/core/internal/account'
import type { Loaded } from '@disparo/service/accounts'
import type { KnownUser } from '@disparo/service/users'

/** An account, and the secret of its webhook, if it has one. */
export interface ConfiguredAccount {
  readonly account: Account
  readonly webhookSecret: string | undefined
}

interface ConfiguredAccounts extends Loaded {
  readonly served: readonly ConfiguredAccount[]
}

/** @throws ConfigurationError naming the variable of a secret that is missing or wrong */
export function withSecrets(accounts: readonly Account[], env: Env): ConfiguredAccount[] {
  return accounts.map((account) => ({ account, webhookSecret: resolveWebhookSecret(account, env) }))
}

/**
 * Reads the accounts with what a producer needs of their secrets. A user whose account is gone is a complaint.
 * @throws ConfigurationError naming what is wrong
 */
export async function loadConfigured(env: Env, users: readonly KnownUser[]): Promise<ConfiguredAccounts> {
  const served = withSecrets(await loadAccounts(env), env)
  const known = new Set(served.map(({ account }) => account.name))
  for (const { user } of users) {
    if (user.accounts === '*') continue
    const missing = [...user.accounts].find((name) => !known.has(name))
    if (missing === undefined) continue
    return { served, complaint: `user "${user.name}" names "${missing}", which is no configured account` }
  }
  return { served }
}
