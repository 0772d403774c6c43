import type { Account } from './account.js'
import { ConfigurationError } from './configuration-error.js'

/** The account's user at Hi Platform (seed, "Autenticação / Autorização"). */
export interface Credentials {
  readonly username: string
  readonly password: string
}

/**
 * Takes an account's secrets from the environment. Only who sends needs them: a producer never asks.
 * @throws ConfigurationError naming the variable that is missing
 */
export function resolveCredentials(
  account: Account,
  env: Readonly<Record<string, string | undefined>>,
): Credentials {
  const secret = (name: string) => {
    const value = env[name]
    if (value) return value
    throw new ConfigurationError(`${name} is not set: account "${account.name}" takes a secret from it`)
  }
  const { username, password } = account
  return {
    username: typeof username === 'string' ? username : secret(username.env),
    password: secret(password.env),
  }
}
