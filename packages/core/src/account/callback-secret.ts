import type { Account } from './account.js'
import { ConfigurationError } from './configuration-error.js'
import { type Env, readSecret } from './read-secret.js'

/** Standard Webhooks, "Signature scheme": 24 to 64 random bytes, in base64, usually after `whsec_`. */
const shortestBytes = 24
const longestBytes = 64

/**
 * Takes the secret that callbacks are signed with from the environment, or from a file that it names; `undefined` for an
 * account without a callback. Only who delivers needs it.
 * @throws ConfigurationError naming the variable that is missing or holds no such secret
 */
export function resolveCallbackSecret(
  account: Pick<Account, 'name' | 'callback'>,
  env: Env,
): string | undefined {
  if (!account.callback) return undefined
  const name = account.callback.secret.env
  const secret = readSecret(env, name)
  if (!secret) {
    throw new ConfigurationError(
      `${name} is not set: the callback of account "${account.name}" is signed with it`,
    )
  }
  const base64 = secret.value.replace(/^whsec_/, '')
  const bytes = Buffer.from(base64, 'base64')
  const sound = bytes.toString('base64').replace(/=+$/, '') === base64.replace(/=+$/, '')
  if (!sound || bytes.length < shortestBytes || bytes.length > longestBytes) {
    throw new ConfigurationError(
      `${secret.source} must be "whsec_" and base64 of ${shortestBytes} to ${longestBytes} bytes: the callback of account "${account.name}" is signed with it`,
    )
  }
  return `whsec_${bytes.toString('base64')}`
}
