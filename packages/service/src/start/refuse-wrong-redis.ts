import { ConfigurationError, type Env, readSecret } from '@disparo/core/internal/account'
import { lastConnectionError, openRedis, parseRedisAddress } from '@disparo/core/internal/redis'
import { explainRedisFault, type RedisFault, redisFaultCode } from './redis-fault.js'

/** A name that is not known may be known in a moment, where it is made together with the program. */
const unknownForMs = 5_000

const changes = {
  login: 'Redis refuses the user or the password; correct them there, or what the user may do',
  certificate:
    "Redis's certificate is not trusted; set NODE_EXTRA_CA_CERTS to the file of its CA, or name the host as the certificate does",
  'unknown-host': 'the name of the host is not known here; correct it',
} as const satisfies Record<Exclude<RedisFault, 'away'>, string>

/**
 * Stops the start where waiting cannot help: a wrong password, a certificate that nobody trusts, the name of a host that there
 * is not. A Redis that is away, or that answers, lets it go on: programs wait for it.
 * @throws ConfigurationError naming the variable that the address came by, and nothing of it
 */
export async function refuseWrongRedis(url: string, env: Env, patienceMs = unknownForMs): Promise<void> {
  const isSingle = parseRedisAddress(url).kind === 'single'
  const code = await new Promise<string | undefined>((resolve) => {
    const redis = openRedis(url, 'producer', (error) => {
      const met = redisFaultCode(lastConnectionError(redis) ?? error)
      const fault = explainRedisFault(met)
      // Of Sentinels and of a Cluster's nodes some may be away or unknown while the others lead there.
      if (fault === 'login' || fault === 'certificate') finish(met)
      else if (fault === 'away' && isSingle) finish(undefined)
    })
    const finish = (met: string | undefined) => {
      clearTimeout(timer)
      redis.disconnect()
      resolve(met)
    }
    const timer = setTimeout(() => {
      const error = isSingle ? lastConnectionError(redis) : undefined
      finish(error && redisFaultCode(error))
    }, patienceMs)
    redis.once('ready', () => finish(undefined))
  })
  const fault = code === undefined ? 'away' : explainRedisFault(code)
  if (fault === 'away') return
  const source = readSecret(env, 'REDIS_URL')?.source ?? 'REDIS_URL'
  throw new ConfigurationError(`${source}: ${changes[fault]} (${code})`)
}
