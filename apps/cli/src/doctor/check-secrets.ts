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
import { type DoctorWords, type Finding, fail, ok, skipped } from './finding.js'

interface SecretsChecked {
  readonly findings: readonly Finding[]
  /** Absent where this environment does not have them. */
  readonly credentials?: Credentials
}

/** Which of an account's secrets are here. Workers have the credentials, producers the webhook's secret: neither has all. */
export function checkSecrets(account: Account, env: Env, words: DoctorWords): SecretsChecked {
  const { checks, secrets, fault } = words
  const { webhookSecret, username, password, templates } = account
  const named = [username, password].flatMap((value) => (typeof value === 'string' ? [] : [value.env]))
  const credentials = look(named, env, () => resolveCredentials(account, env))
  const judge = (check: string, names: readonly string[], resolve: () => unknown) =>
    judgeSecret(check, names, look(names, env, resolve), words)
  const findings = [
    ...(credentials.error ? [fail(checks.credentials, fault(credentials.error.message), secrets.files)] : []),
    ...judge(checks.callbackSecret, callbackSecretNames(account), () => resolveCallbackSecrets(account, env)),
    ...judge(checks.templatesToken, templates?.broker?.token ? [templates.broker.token.env] : [], () =>
      resolveTemplatesToken(account, env),
    ),
    ...judge(checks.webhookSecret, webhookSecret ? [webhookSecret.env] : [], () =>
      resolveWebhookSecret(account, env),
    ),
  ]
  return { findings, ...(credentials.value ? { credentials: credentials.value } : {}) }
}

function judgeSecret(
  check: string,
  names: readonly string[],
  { value, error }: Look<unknown>,
  { secrets, fault }: DoctorWords,
): Finding[] {
  if (names.length === 0) return []
  const all = names.join(secrets.and)
  const isOne = names.length === 1
  if (error) return [fail(check, fault(error.message), secrets.anew(all))]
  return value === undefined
    ? [skipped(check, secrets.notSet(all, isOne))]
    : [ok(check, secrets.good(all, isOne))]
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
