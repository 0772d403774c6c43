import { readStackConfig } from './config.js'
import { findRedisServer } from './find-redis-server.js'
import { installRedisServer } from './install-redis-server.js'
import { NoRedisError } from './no-redis-error.js'
import { type PrivateRedis, type PrivateRedisOptions, startPrivateRedis } from './private-redis.js'
import { redisReady } from './redis-ready.js'

const CONNECT_DEADLINE_MS = 5_000

interface RedisOptions {
  /** Default `true`: `appendfsync always`. Only a private server heeds it. */
  readonly persistent?: boolean
  /** Gets a line when something takes long; default writes to stderr. */
  readonly say?: (line: string) => void
}

/** A private one may be told more. */
export type OwnRedisOptions = RedisOptions & Pick<PrivateRedisOptions, 'password' | 'settings' | 'args'>

export interface RunningRedis {
  readonly url: string
  /** The private server's; absent when `REDIS_URL` is used. */
  readonly pid?: number
  /** Ends a private server; leaves that of `REDIS_URL` alone, with all that is in it. */
  stop(): Promise<void>
}

/**
 * The Redis of `REDIS_URL` if that is set, else a private one.
 * @throws NoRedisError when there is none and none can be installed
 */
export async function startRedis(options: RedisOptions = {}): Promise<RunningRedis> {
  const { REDIS_URL: url } = readStackConfig()
  if (url === undefined) return startOwnRedis(options)
  await redisReady(url, AbortSignal.timeout(CONNECT_DEADLINE_MS)).catch((cause: unknown) => {
    throw new NoRedisError('REDIS_URL is set, but no Redis answers there.', { cause })
  })
  return { url, stop: async () => undefined }
}

/** A private one whatever `REDIS_URL` says, for tests that crash it. Installs the server if need be. */
export async function startOwnRedis(options: OwnRedisOptions = {}): Promise<PrivateRedis> {
  const { PATH: path } = readStackConfig()
  const { say = (line: string) => void process.stderr.write(`${line}\n`), ...own } = options
  const server =
    (await findRedisServer(path)) ??
    (await installRedisServer({ path, isRoot: process.getuid?.() === 0, say }))
  return startPrivateRedis({ ...own, server, path })
}
