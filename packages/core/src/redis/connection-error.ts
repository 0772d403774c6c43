import type { Redis } from './connection.js'

/** The last error of each connection since it was last ready. */
const errors = new WeakMap<Redis, Error>()

/** Remembers why the connection could not be made, or broke. */
export function trackConnectionErrors(redis: Redis): void {
  const note = (error: Error) => void errors.set(redis, bare(error))
  redis.on('error', note)
  redis.on('node error', note) // A Cluster's, of one of its nodes.
  redis.on('ready', () => void errors.delete(redis))
}

/**
 * Why a connection is not ready: an error with a `code`, be it a system call's (`ECONNREFUSED`), a certificate's
 * (`DEPTH_ZERO_SELF_SIGNED_CERT`) or Redis's own (`WRONGPASS`); of a Cluster ioredis often tells no more than that it is
 * closed. No secret is in it.
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
    const said = message.split(' ', 1)[0] ?? name
    return Object.assign(new Error(said), { name, code: said })
  }
  return Object.assign(new Error(message), { name, ...(typeof code === 'string' ? { code } : {}) })
}
