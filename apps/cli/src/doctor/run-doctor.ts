import type { Account, Env } from '@disparo/core/internal/account'
import { parseRedisAddress, type Redis, RedisUnavailableError } from '@disparo/core/internal/redis'
import { checkAccount } from './check-account.js'
import { checkDataKeys } from './check-data-keys.js'
import { checkLayout } from './check-layout.js'
import { checkProxies } from './check-proxies.js'
import { checkRedis } from './check-redis.js'
import { checkSecrets } from './check-secrets.js'
import { checkServed } from './check-served.js'
import { checkSettings } from './check-settings.js'
import { checkUpstream } from './check-upstream.js'
import { type Finding, fail, ofAccount, skipped } from './finding.js'
import { judgeBaseUrl, judgeRedisConnection } from './judge-connections.js'

interface DoctorOptions {
  readonly env: Env
  /** As in `process.versions.node`. */
  readonly nodeVersion: string
  /** `false`: Hi Platform is not asked. */
  readonly upstream: boolean
}

/** Looks at everything that can be looked at from here, from the settings on; what depends on what is not there is left out. */
export async function runDoctor({ env, nodeVersion, upstream }: DoctorOptions): Promise<Finding[]> {
  const settings = await checkSettings(env, nodeVersion)
  if (settings.redisUrl === undefined) return [...settings.findings]
  const { findings, redis } = await checkRedis(settings.redisUrl)
  try {
    const ofAccounts = redis
      ? await Promise.all(settings.accounts.map((account) => examine({ redis, account, env, upstream })))
      : []
    const layout = redis ? await orRefused('layout', () => checkLayout(redis)) : []
    const proxies = redis ? await checkProxies(redis, env) : []
    const served = redis
      ? await orRefused('served accounts', () => checkServed(redis, settings.accounts))
      : []
    const line = judgeRedisConnection(parseRedisAddress(settings.redisUrl))
    return [...settings.findings, line, ...findings, ...layout, ...proxies, ...served, ...ofAccounts.flat()]
  } finally {
    redis?.disconnect()
  }
}

interface Examined extends Pick<DoctorOptions, 'env' | 'upstream'> {
  readonly redis: Redis
  readonly account: Account
}

async function examine({ redis, account, env, upstream }: Examined): Promise<Finding[]> {
  const state = await orRefused('state', () => checkAccount(redis, account))
  const sealed = await orRefused('sealed data', () => checkDataKeys(redis, account, env), skipped)
  const { findings, credentials } = checkSecrets(account, env)
  const answer = !upstream
    ? [skipped('Hi Platform', 'not asked')]
    : credentials
      ? await orRefused('Hi Platform', () => checkUpstream(redis, account, credentials))
      : [
          skipped(
            'Hi Platform',
            'user and password are not set here, or cannot be read',
            'Run this with what the workers have.',
          ),
        ]
  return ofAccount(account.name, [
    ...state,
    ...sealed,
    ...findings,
    ...judgeBaseUrl(account.baseUrl),
    ...answer,
  ])
}

/**
 * A Redis that is full or hangs answers some commands, and not others. `judge`: `skipped` for what asks all masters of a
 * Cluster, be the account's own among those that are away or not.
 */
async function orRefused(
  check: string,
  look: () => Promise<Finding[]>,
  judge: typeof fail | typeof skipped = fail,
): Promise<Finding[]> {
  try {
    return await look()
  } catch (error) {
    if (!(error instanceof RedisUnavailableError)) throw error
    return [judge(check, 'Redis gave no answer, or takes no writes', 'See what is said of Redis above.')]
  }
}
