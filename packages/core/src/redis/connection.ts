import type { EventEmitter } from 'node:events'
import { Cluster, Redis as Server } from 'ioredis'
import { clusterOptions, type RedisRole, serverOptions } from './connection-options.js'
import { gatherWrites } from './gather-writes.js'
import { parseRedisAddress } from './redis-address.js'

type OfBoth = Exclude<
  keyof Server & keyof Cluster,
  keyof EventEmitter | 'options' | 'status' | 'duplicate' | 'select'
>

/**
 * A connection to Redis: what a server and a Cluster can both do. For a Cluster's sake all keys of a command, a script, a
 * pipeline or a transaction are of one account: these have one hash tag, and so one node.
 */
export type Redis = Pick<Server, OfBoth> & Pick<Server | Cluster, 'status' | 'duplicate'> & EventEmitter

/**
 * Opens a connection that reconnects for ever, at most 1 s apart, to the master of that moment. `onError` is called with
 * the errors of the connection: an outage is no reason to end a process.
 * @param url of one of the forms that `parseRedisAddress` reads
 * @throws InvalidRedisUrlError
 */
export function openRedis(url: string, role: RedisRole, onError: (error: Error) => void = () => {}): Redis {
  const address = parseRedisAddress(url)
  const redis =
    address.kind === 'cluster'
      ? new Cluster([...address.nodes], clusterOptions(address, role))
      : new Server(serverOptions(address, role))
  gatherWrites(redis)
  trackConnectionErrors(redis)
  redis.on('error', onError)
  redis.on('node error', onError) // A Cluster's, of one of its nodes.
  return redis
}

/** The last error of each connection since it was last ready. */
const errors = new WeakMap<Redis, Error>()

/** Records why the connection could not be made, or broke. */
function trackConnectionErrors(redis: Redis): void {
  const record = (error: Error) => void errors.set(redis, bare(error))
  redis.on('error', record)
  redis.on('node error', record) // A Cluster's, of one of its nodes.
  redis.on('ready', () => void errors.delete(redis))
}

/**
 * Why a connection is not ready: an error with a `code`, be it a system call's (`ECONNREFUSED`), a certificate's
 * (`DEPTH_ZERO_SELF_SIGNED_CERT`) or Redis's own (`WRONGPASS`); of a Cluster, ioredis often says only that it is
 * closed. It holds no secret.
 */
export function lastConnectionError(redis: Redis): Error | undefined {
  return errors.get(redis)
}

/** Without what hangs on it: the command that Redis refused is a login, with its password. */
function bare(error: Error): Error {
  const { lastNodeError = error } = error as { readonly lastNodeError?: Error }
  const { name, message, code } = lastNodeError as NodeJS.ErrnoException
  if (name === 'ReplyError') {
    // Behind its code a reply may repeat what it was asked.
    const replyCode = message.split(' ', 1)[0] ?? name
    return Object.assign(new Error(replyCode), { name, code: replyCode })
  }
  return Object.assign(new Error(message), { name, ...(typeof code === 'string' ? { code } : {}) })
}
