import type { Account } from './account.js'
import { ConfigurationError } from './configuration-error.js'
import { type Env, readSecret } from './read-secret.js'

/**
 * Takes the token for Hi Broker's list of templates from the environment, or from a file that it names; `undefined` for an account
 * that needs none. Only a worker asks.
 * @throws ConfigurationError naming the variable that is missing
 */
export function resolveTemplatesToken(
  { name, templates }: Pick<Account, 'name' | 'templates'>,
  env: Env,
): string | undefined {
  const variable = templates?.broker?.token?.env
  if (variable === undefined) return undefined
  const secret = readSecret(env, variable)
  if (secret) return secret.value
  throw new ConfigurationError(
    `${variable} is not set: account "${name}" reads Hi Broker's list of templates with it`,
  )
}
