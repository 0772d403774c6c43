import {
  type Account,
  ConfigurationError,
  type Credentials,
  resolveCallbackSecret,
  resolveCredentials,
  resolveWebhookSecret,
} from '@disparo/core/account'
import { type Finding, fail, ok, skipped } from './finding.js'

type Env = Readonly<Record<string, string | undefined>>

export interface SecretsChecked {
  readonly findings: readonly Finding[]
  /** Absent where this environment does not have them. */
  readonly credentials?: Credentials
}

/** Which of an account's secrets are here. Workers have the credentials, producers the webhook's secret: neither has all. */
export function checkSecrets(account: Account, env: Env): SecretsChecked {
  const { callback, webhookSecret, username, password } = account
  const named = [username, password].flatMap((value) => (typeof value === 'string' ? [] : [value.env]))
  const missing = named.filter((name) => !env[name])
  const findings = [
    ...(callback
      ? [judge('callback secret', callback.secret.env, env, () => resolveCallbackSecret(account, env))]
      : []),
    ...(webhookSecret
      ? [judge('webhook secret', webhookSecret.env, env, () => resolveWebhookSecret(account, env))]
      : []),
  ]
  return missing.length > 0 ? { findings } : { findings, credentials: resolveCredentials(account, env) }
}

function judge(check: string, name: string, env: Env, resolve: () => unknown): Finding {
  if (!env[name]) return skipped(check, `${name} is not set here`)
  try {
    resolve()
    return ok(check, `${name} is as it should be`)
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    return fail(check, error.message, `Set ${name} anew: .env.example says how to make one.`)
  }
}
