import {
  type Account,
  ConfigurationError,
  type Credentials,
  callbackSecretNames,
  type Env,
  readSecret,
  resolveCallbackSecrets,
  resolveCredentials,
  resolveTemplatesToken,
  resolveWebhookSecret,
} from '@disparo/core/internal/account'
import { type Finding, fail, ok, skipped } from './finding.js'

interface SecretsChecked {
  readonly findings: readonly Finding[]
  /** Absent where this environment does not have them. */
  readonly credentials?: Credentials
}

/** Which of an account's secrets are here. Workers have the credentials, producers the webhook's secret: neither has all. */
export function checkSecrets(account: Account, env: Env): SecretsChecked {
  const { webhookSecret, username, password, templates } = account
  const named = [username, password].flatMap((value) => (typeof value === 'string' ? [] : [value.env]))
  const credentials = look(named, env, () => resolveCredentials(account, env))
  const findings = [
    ...(credentials.error ? [fail('user and password', credentials.error.message, atFiles)] : []),
    ...judge('callback secret', callbackSecretNames(account), env, () =>
      resolveCallbackSecrets(account, env),
    ),
    ...judge('templates token', templates?.broker?.token ? [templates.broker.token.env] : [], env, () =>
      resolveTemplatesToken(account, env),
    ),
    ...judge('webhook secret', webhookSecret ? [webhookSecret.env] : [], env, () =>
      resolveWebhookSecret(account, env),
    ),
  ]
  return { findings, ...(credentials.value ? { credentials: credentials.value } : {}) }
}

const atFiles = 'Set the variable, or its _FILE to a file that can be read: docs/configuration.md.'

function judge(check: string, names: readonly string[], env: Env, resolve: () => unknown): Finding[] {
  if (names.length === 0) return []
  const { value, error } = look(names, env, resolve)
  const all = names.join(' and ')
  const [is, they] = names.length === 1 ? ['is', 'it'] : ['are', 'they']
  if (error) return [fail(check, error.message, `Set ${all} anew: .env.example says how to make one.`)]
  return value === undefined
    ? [skipped(check, `${all} ${is} not set here`)]
    : [ok(check, `${all} ${is} as ${they} should be`)]
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
