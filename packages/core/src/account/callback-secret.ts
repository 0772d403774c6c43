import type { Account } from './account.js'
import { ConfigurationError } from './configuration-error.js'
import { type Env, readSecret } from './read-secret.js'

/** Standard Webhooks, "Signature scheme": 24 to 64 random bytes, in base64, usually after `whsec_`. */
const shortestBytes = 24
const longestBytes = 64

/** The variables that hold the secrets which an account's callbacks are signed with; none without a callback. */
export function callbackSecretNames({ callback }: Pick<Account, 'callback'>): string[] {
  return callback ? [callback.secret].flat().map(({ env }) => env) : []
}

/**
 * Takes the secrets that callbacks are signed with from the environment, or from files that it names; none for an account
 * without a callback. Only who delivers needs them.
 * @throws ConfigurationError naming the variable that is missing or holds no such secret
 */
export function resolveCallbackSecrets(account: Pick<Account, 'name' | 'callback'>, env: Env): string[] {
  return callbackSecretNames(account).map((name) => resolve(account.name, name, env))
}

function resolve(account: string, name: string, env: Env): string {
  const secret = readSecret(env, name)
  if (!secret) {
    throw new ConfigurationError(`${name} is not set: the callback of account "${account}" is signed with it`)
  }
  const base64 = secret.value.replace(/^whsec_/, '')
  const bytes = Buffer.from(base64, 'base64')
  const sound = bytes.toString('base64').replace(/=+$/, '') === base64.replace(/=+$/, '')
  if (!sound || bytes.length < shortestBytes || bytes.length > longestBytes) {
    throw new ConfigurationError(
      `${secret.source} must be "whsec_" and base64 of ${shortestBytes} to ${longestBytes} bytes: the callback of account "${account}" is signed with it`,
    )
  }
  return `whsec_${bytes.toString('base64')}`
}
