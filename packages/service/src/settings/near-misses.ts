import type { Env } from '@disparo/core/internal/account'
import { closestName } from '@disparo/core/internal/message'
import { ProducerSettings } from './producer-settings.js'
import { secretSettings } from './shared-settings.js'
import { WorkerSettings } from './worker-settings.js'

/** Other programs have variables that are like these: what is near them need not mean them. */
const common = new Set(['HOST', 'PORT', 'LOG_LEVEL'])

/** What they are mistaken for stands in the same file: the command line's variables, and Compose's. */
const ofOthers = [
  ...[
    'DISPARO_URL',
    'DISPARO_USER',
    'DISPARO_PASSWORD',
    'DISPARO_PASSWORD_FILE',
    'DISPARO_ACCOUNT',
    'DISPARO_API_KEY',
    'DISPARO_API_KEY_FILE',
  ],
  ...['REDIS_PORT', 'REDIS_USER', 'REDIS_IMAGE', 'REDIS_MAXMEMORY', 'REDIS_MEMORY_LIMIT', 'DISPARO_ENV_FILE'],
]
const singleAccount = [
  'HI_BASE_URL',
  'HI_USERNAME',
  'HI_USERNAME_FILE',
  'HI_PASSWORD',
  'HI_PASSWORD_FILE',
  'HI_CONFIG_ID',
]

/** Two letters exchanged, or one or two wrong, missing or too many. */
const furthest = 2

/**
 * Variables that nobody knows, and that differ by a slip from one of `names` that is not set: it would silently have its default.
 * @returns each with the one that it is like
 */
export function nearMisses(env: Env, names: readonly string[]): Map<string, string> {
  const isSet = (name: string) => Boolean(env[name])
  const mine = names.flatMap((name) => (isSecret(name) ? [name, `${name}_FILE`] : [name]))
  // The secrets of a file of accounts have names that their users chose: those of a single account may be like them.
  const isOfFile = (name: string) => isSet('DISPARO_ACCOUNTS') && singleAccount.includes(name)
  const wanted = [...mine, ...singleAccount].filter(
    (name) => !isSet(name) && !isSet(`${name}_FILE`) && !common.has(name) && !isOfFile(name),
  )
  const found = new Map<string, string>()
  for (const name of Object.keys(env)) {
    if (!isSet(name) || known.has(name)) continue
    const meant = closestName(name, wanted, furthest)
    if (meant !== undefined) found.set(name, meant)
  }
  return found
}

function isSecret(name: string): boolean {
  return secretSettings.some((each) => each === name)
}

const known = new Set([
  ...Object.keys(ProducerSettings.shape),
  ...Object.keys(WorkerSettings.shape),
  ...secretSettings.map((name) => `${name}_FILE`),
  ...singleAccount,
  ...ofOthers,
])
