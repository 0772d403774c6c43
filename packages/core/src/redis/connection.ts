import type { EventEmitter } from 'node:events'
import { Cluster, Redis as Server } from 'ioredis'
import { trackConnectionErrors } from './connection-error.js'
import { clusterOptions, type RedisRole, serverOptions } from './connection-options.js'
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
 * Opens a connection that reconnects for ever, at most 1 s apart, to whoever is the master by then. Errors of the
 * connection are told to `onError`: an outage is no reason to end a process.
 * @param url of one of the forms that `parseRedisAddress` reads
 * @throws InvalidRedisUrlError
 */
export function openRedis(url: string, role: RedisRole, onError: (error: Error) => void = () => {}): Redis {
  const address = parseRedisAddress(url)
  const redis =
    address.kind === 'cluster'
      ? new Cluster([...address.nodes], clusterOptions(address, role))
      : new Server(serverOptions(address, role))
  trackConnectionErrors(redis)
  redis.on('error', onError)
  redis.on('node error', onError) // A Cluster's, of one of its nodes.
  return redis
}
