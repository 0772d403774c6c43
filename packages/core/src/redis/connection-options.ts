import type { ClusterOptions, RedisOptions } from 'ioredis'
import type { RedisAddress } from './redis-address.js'

/** Who uses the connection: a `producer` must fail fast while Redis is down, a `worker` waits until it is back. */
export type RedisRole = 'producer' | 'worker'

type ServerOptions = Omit<RedisOptions, 'replyMapping'>
type NodeOptions = Omit<NonNullable<ClusterOptions['redisOptions']>, 'replyMapping'>
type ServerAddress = Exclude<RedisAddress, { kind: 'cluster' }>
type ClusterAddress = Extract<RedisAddress, { kind: 'cluster' }>

const connectTimeout = 5_000
const retryStrategy = (attempt: number) => Math.min(attempt * 100, 1_000)

/**
 * A server that vanishes with its machine closes no connection: one that owes an answer for so long is given up, and
 * another made. BullMQ's blocking commands are answered within 15 s (`drainDelay`).
 */
const socketTimeout = 20_000

const serverByRole: Record<RedisRole, ServerOptions> = {
  producer: { enableOfflineQueue: false, autoResendUnfulfilledCommands: false, maxRetriesPerRequest: 0 },
  worker: { maxRetriesPerRequest: null },
}

/** A producer's command is tried 8 times, 100 ms apart, so that none lands long after its caller was told that it failed. */
const clusterByRole: Record<RedisRole, Omit<ClusterOptions, 'redisOptions'>> = {
  producer: { enableOfflineQueue: false, maxRedirections: 8 },
  worker: { maxRedirections: Number.MAX_SAFE_INTEGER },
}

export function serverOptions(address: ServerAddress, role: RedisRole): ServerOptions {
  return {
    ...serverByRole[role],
    ...accessOptions(address),
    ...(address.kind === 'single' ? { host: address.host, port: address.port } : sentinelOptions(address)),
    db: address.db,
    connectTimeout,
    socketTimeout,
    retryStrategy,
    // After a fail-over the old master answers READONLY: this is Redis's error code, not a text.
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
  }
}

export function clusterOptions(
  address: ClusterAddress,
  role: RedisRole,
): Omit<ClusterOptions, 'redisOptions'> & { redisOptions: NodeOptions } {
  return {
    ...clusterByRole[role],
    clusterRetryStrategy: retryStrategy,
    // Who has taken over from whom is asked after every error, and for masters that only fell silent, now and then.
    slotsRefreshInterval: 5_000,
    slotsRefreshTimeout: 2_000,
    // A certificate is made out to a name: resolved here, there would be none to compare it with.
    ...(address.tls ? { dnsLookup: (host, callback) => callback(null, host) } : {}),
    redisOptions: { ...accessOptions(address), connectTimeout, socketTimeout, maxRetriesPerRequest: null },
  }
}

function sentinelOptions(address: Extract<RedisAddress, { kind: 'sentinel' }>): ServerOptions {
  const { sentinels, master, sentinelUsername, sentinelPassword, tls } = address
  return {
    sentinels: [...sentinels],
    name: master,
    sentinelUsername,
    sentinelPassword,
    sentinelCommandTimeout: 2_000,
    sentinelRetryStrategy: retryStrategy,
    failoverDetector: true,
    ...(tls ? { enableTLSForSentinelMode: true, sentinelTLS: {} } : {}),
  }
}

function accessOptions({ username, password, tls }: RedisAddress): NodeOptions {
  return { username, password, ...(tls ? { tls: {} } : {}) }
}
