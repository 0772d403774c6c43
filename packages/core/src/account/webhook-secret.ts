import type { Account } from './account.js'
import { ConfigurationError } from './configuration-error.js'
import { type Env, readSecret } from './read-secret.js'

/** It stands in a URL's path, so it has only characters that nobody has to encode. */
const sound = /^[\w-]{16,200}$/

/**
 * Takes the secret part of the webhook's address from the environment, or from a file that it names; `undefined` for an
 * account without a webhook. Only who listens needs it.
 * @throws ConfigurationError naming the variable that is missing or holds no such secret
 */
export function resolveWebhookSecret(
  account: Pick<Account, 'name' | 'webhookSecret'>,
  env: Env,
): string | undefined {
  if (!account.webhookSecret) return undefined
  const name = account.webhookSecret.env
  const secret = readSecret(env, name)
  if (secret && sound.test(secret.value)) return secret.value
  throw new ConfigurationError(
    `${secret ? `${secret.source} must be` : `${name} is not set: it must be`} 16 to 200 letters, digits, hyphens and underscores, which end the webhook's address of account "${account.name}"`,
  )
}
