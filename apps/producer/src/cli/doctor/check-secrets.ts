import {
  type Account,
  ConfigurationError,
  type Credentials,
  type Env,
  readSecret,
  resolveCallbackSecret,
  resolveCredentials,
  resolveWebhookSecret,
} from '@disparo/core/account'
import { type Finding, fail, ok, skipped } from './finding.js'

export interface SecretsChecked {
  readonly findings: readonly Finding[]
  /** Absent where this environment does not have them. */
  readonly credentials?: Credentials
}

/** Which of an account's secrets are here. Workers have the credentials, producers the webhook's secret: neither has all. */
export function checkSecrets(account: Account, env: Env): SecretsChecked {
  const { callback, webhookSecret, username, password } = account
  const named = [username, password].flatMap((value) => (typeof value === 'string' ? [] : [value.env]))
  const credentials = look(named, env, () => resolveCredentials(account, env))
  const findings = [
    ...(credentials.error ? [fail('user and password', credentials.error.message, atFiles)] : []),
    ...(callback
      ? [judge('callback secret', callback.secret.env, env, () => resolveCallbackSecret(account, env))]
      : []),
    ...(webhookSecret
      ? [judge('webhook secret', webhookSecret.env, env, () => resolveWebhookSecret(account, env))]
      : []),
  ]
  return { findings, ...(credentials.value ? { credentials: credentials.value } : {}) }
}

const atFiles = 'Set the variable, or its _FILE to a file that can be read: docs/configuration.md.'

function judge(check: string, name: string, env: Env, resolve: () => unknown): Finding {
  const { value, error } = look([name], env, resolve)
  if (error) return fail(check, error.message, `Set ${name} anew: .env.example says how to make one.`)
  return value === undefined
    ? skipped(check, `${name} is not set here`)
    : ok(check, `${name} is as it should be`)
}

interface Look<Value> {
  /** Absent, as the error is, where a variable is not set. */
  readonly value?: Value
  readonly error?: ConfigurationError
}

function look<Value>(names: readonly string[], env: Env, resolve: () => Value): Look<Value> {
  try {
    return names.every((name) => readSecret(env, name)) ? { value: resolve() } : {}
  } catch (error) {
    if (error instanceof ConfigurationError) return { error }
    throw error
  }
}
