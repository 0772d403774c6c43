import type { Account, Env } from '@disparo/core/internal/account'
import { parseRedisAddress, type Redis, RedisUnavailableError } from '@disparo/core/internal/redis'
import type { Speech } from '../words/index.js'
import { checkAccount } from './check-account.js'
import { checkDataKeys } from './check-data-keys.js'
import { checkLayout } from './check-layout.js'
import { checkProxies } from './check-proxies.js'
import { checkRedis } from './check-redis.js'
import { checkSecrets } from './check-secrets.js'
import { checkServed } from './check-served.js'
import { checkSettings } from './check-settings.js'
import { checkUpstream } from './check-upstream.js'
import { type DoctorWords, type Finding, fail, ofAccount, skipped } from './finding.js'
import { judgeBaseUrl, judgeRedisConnection } from './judge-connections.js'

interface DoctorOptions {
  readonly env: Env
  /** As in `process.versions.node`. */
  readonly nodeVersion: string
  /** `false`: Hi Platform is not asked. */
  readonly upstream: boolean
  /** What the findings are told in. */
  readonly speech: Speech
}

/** Looks at everything that can be looked at from here, from the settings on; what depends on what is not there is left out. */
export async function runDoctor({ env, nodeVersion, upstream, speech }: DoctorOptions): Promise<Finding[]> {
  const words = speech.words.doctor
  const { checks } = words
  const settings = await checkSettings(env, nodeVersion, words)
  if (settings.redisUrl === undefined) return [...settings.findings]
  const { findings, redis } = await checkRedis(settings.redisUrl, words)
  try {
    const ofAccounts = redis
      ? await Promise.all(
          settings.accounts.map((account) => examine({ redis, account, env, upstream, speech })),
        )
      : []
    const layout = redis ? await orRefused(checks.layout, words, () => checkLayout(redis, speech.words)) : []
    const proxies = redis ? await checkProxies(redis, env, words) : []
    const served = redis
      ? await orRefused(checks.served, words, () => checkServed(redis, settings.accounts, speech))
      : []
    const line = judgeRedisConnection(parseRedisAddress(settings.redisUrl), words)
    return [...settings.findings, line, ...findings, ...layout, ...proxies, ...served, ...ofAccounts.flat()]
  } finally {
    redis?.disconnect()
  }
}

interface Examined extends Pick<DoctorOptions, 'env' | 'upstream' | 'speech'> {
  readonly redis: Redis
  readonly account: Account
}

async function examine({ redis, account, env, upstream, speech }: Examined): Promise<Finding[]> {
  const words = speech.words.doctor
  const { checks } = words
  const state = await orRefused(checks.state, words, () => checkAccount(redis, account, speech))
  const sealed = await orRefused(
    checks.sealed,
    words,
    () => checkDataKeys(redis, account, env, words),
    skipped,
  )
  const { findings, credentials } = checkSecrets(account, env, words)
  const answer = !upstream
    ? [skipped(checks.upstream, words.upstream.notAsked)]
    : credentials
      ? await orRefused(checks.upstream, words, () => checkUpstream(redis, account, credentials, words))
      : [skipped(checks.upstream, words.upstream.noCredentials, words.upstream.asWorkers)]
  return ofAccount(account.name, [
    ...state,
    ...sealed,
    ...findings,
    ...judgeBaseUrl(account.baseUrl, words),
    ...answer,
  ])
}

/**
 * A Redis that is full or hangs answers some commands, and not others. `judge`: `skipped` for what asks all masters of a
 * Cluster, be the account's own among those that are away or not.
 */
async function orRefused(
  check: string,
  { redis: words }: DoctorWords,
  look: () => Promise<Finding[]>,
  judge: typeof fail | typeof skipped = fail,
): Promise<Finding[]> {
  try {
    return await look()
  } catch (error) {
    if (!(error instanceof RedisUnavailableError)) throw error
    return [judge(check, words.refused, words.seeAbove)]
  }
}
