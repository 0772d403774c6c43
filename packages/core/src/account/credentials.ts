import type { Account } from './account.js'
import { ConfigurationError } from './configuration-error.js'
import { type Env, readSecret } from './read-secret.js'

/** The account's user at Hi Platform (seed, "Autenticação / Autorização"). */
export interface Credentials {
  readonly username: string
  readonly password: string
}

/**
 * Takes an account's secrets from the environment, or from files that it names. Only who sends needs them: a producer
 * never asks.
 * @throws ConfigurationError naming the variable that is missing, or whose file cannot be read
 */
export function resolveCredentials(account: Account, env: Env): Credentials {
  const secret = (name: string) => {
    const found = readSecret(env, name)
    if (found) return found.value
    throw new ConfigurationError(`${name} is not set: account "${account.name}" takes a secret from it`)
  }
  const { username, password } = account
  return {
    username: typeof username === 'string' ? username : secret(username.env),
    password: secret(password.env),
  }
}
