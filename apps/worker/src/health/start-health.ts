import { accountKeys, checkWritable, type Redis, withTimeout } from '@disparo/core/internal/redis'
import type { MetricsToken } from '@disparo/service/metrics'
import { listenFault } from '@disparo/service/start'
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import { healthServer } from './health-server.js'

interface StartHealthOptions {
  readonly HEALTH_HOST: string
  /** Unset: nothing listens. */
  readonly HEALTH_PORT?: number | undefined
  readonly METRICS_TOKEN?: MetricsToken | undefined
  readonly registry: Registry
  readonly redis: Redis
  /** The names of all that are configured. */
  readonly accounts: () => readonly string[]
  readonly log: Logger
}

interface Health {
  /** The worker takes jobs from now on. */
  ready(): void
  /** From now on `/readyz` answers 503; it is answered until `close`. */
  stopping(): void
  close(): Promise<void>
}

/** Redis must have answered by then, ms. */
const answerMs = 900

/** Listens for those who watch this worker, if it has a port for that. */
export async function startHealth(options: StartHealthOptions): Promise<Health> {
  const {
    HEALTH_HOST: host,
    HEALTH_PORT: port,
    METRICS_TOKEN: token,
    registry,
    redis,
    accounts,
    log,
  } = options
  const seen = new Set<'ready' | 'stopping'>()
  const state = { ready: () => void seen.add('ready'), stopping: () => void seen.add('stopping') }
  if (port === undefined) return { ...state, close: async () => {} }

  const isReady = async () => {
    if (!seen.has('ready') || seen.has('stopping')) return false
    // All accounts are on one server; of a Cluster one node will do: an account whose own is away stops none of the others.
    const asked = (redis.isCluster ? accounts() : accounts().slice(0, 1)).map((name) =>
      withTimeout(redis, answerMs, () => checkWritable(redis, accountKeys(name))),
    )
    return Promise.any(asked).then(
      () => true,
      ({ errors }: AggregateError) => Promise.reject(errors[0]),
    )
  }
  const server = healthServer({ isReady, registry, token })
  const url = await server.listen({ host, port }).catch((error: unknown) => {
    throw listenFault(error, { host: 'HEALTH_HOST', port: 'HEALTH_PORT' })
  })
  log.info({ event: 'health:listening', url, metrics: token !== undefined })
  return { ...state, close: () => server.close() }
}
