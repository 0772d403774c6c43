import type { Account } from './account.js'
import { ConfigurationError } from './configuration-error.js'

/** It stands in a URL's path, so it has only characters that nobody has to encode. */
const sound = /^[\w-]{16,200}$/

/**
 * Takes the secret part of the webhook's address from the environment; `undefined` for an account without a webhook.
 * Only who listens needs it.
 * @throws ConfigurationError naming the variable that is missing or holds no such secret
 */
export function resolveWebhookSecret(
  account: Pick<Account, 'name' | 'webhookSecret'>,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (!account.webhookSecret) return undefined
  const name = account.webhookSecret.env
  const secret = env[name]
  if (secret && sound.test(secret)) return secret
  throw new ConfigurationError(
    `${name} ${secret ? 'must be' : 'is not set: it must be'} 16 to 200 letters, digits, hyphens and underscores, which end the webhook's address of account "${account.name}"`,
  )
}
