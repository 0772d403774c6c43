import { ConfigurationError, type Env, readSecret } from '../account/index.js'
import { DataKeys } from './data-keys.js'

/**
 * Reads the keys that personal data is sealed with from `DISPARO_DATA_KEY`, or the file that `DISPARO_DATA_KEY_FILE` names;
 * `undefined` where none are set, and nothing is sealed.
 * @throws ConfigurationError naming the variable; never a value
 */
export function loadDataKeys(env: Env): DataKeys | undefined {
  const secret = readSecret(env, 'DISPARO_DATA_KEY')
  return secret && parseDataKeys(secret.source, secret.value)
}

/** @throws ConfigurationError naming what holds the text; never the text */
export function parseDataKeys(name: string, text: string): DataKeys {
  const parsed = DataKeys.safeParse(text)
  if (parsed.success) return parsed.data
  throw new ConfigurationError(`${name} ${parsed.error.issues[0]?.message ?? 'is not valid'}`)
}
