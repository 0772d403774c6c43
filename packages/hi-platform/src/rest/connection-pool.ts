import { setMaxListeners } from 'node:events'
import { Pool } from 'undici'

/** The servers' habitual 5 s and more, less the way there and back: we let go of an idle connection before they do. */
const keepAliveMs = 3_000
const longestConnectMs = 10_000

export interface ConnectionOptions {
  readonly origin: string
  readonly requestTimeoutMs: number
  readonly connections: number
}

interface ConnectionPool {
  readonly pool: Pool
  /** Destroys every connection, also one that is still being made, and waits until they are closed. */
  destroy(): Promise<void>
}

/** One pool an account: HTTP/1.1, one request at a time a connection, nothing retried, no redirect followed. */
export function openConnectionPool({
  origin,
  requestTimeoutMs,
  connections,
}: ConnectionOptions): ConnectionPool {
  // undici's pool forgets a client whose connect failed once, so its own destroy() would not reach all sockets.
  const closing = new AbortController()
  setMaxListeners(0, closing.signal)
  const pool = new Pool(origin, {
    connections,
    pipelining: 1,
    keepAliveTimeout: keepAliveMs,
    keepAliveMaxTimeout: keepAliveMs,
    keepAliveTimeoutThreshold: 2_000,
    // The exchange's own timer bounds all of it, to the millisecond; undici's are coarse.
    headersTimeout: 0,
    bodyTimeout: 0,
    // Certificates are checked even where NODE_TLS_REJECT_UNAUTHORIZED says otherwise: credentials go over this line.
    connect: {
      timeout: Math.min(requestTimeoutMs, longestConnectMs),
      rejectUnauthorized: true,
      signal: closing.signal,
      // Node's 250 ms are too short for a server on another continent.
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: 1_000,
    },
  })
  return {
    pool,
    async destroy() {
      const destroyed = pool.destroy()
      closing.abort()
      await destroyed
    },
  }
}
