import type { Dispatcher } from 'undici'
import { type ConnectionOptions, openConnectionPool } from './connection-pool.js'
import { type ExchangeLimits, exchange } from './exchange.js'
import type { Reply } from './reply.js'
import { HiRequestError } from './request-error.js'

/** The way to one server of Hi Platform, whichever interface is spoken over it. */
interface HttpClient {
  /**
   * One request, written at most once, and its answer.
   * @throws HiRequestError when no answer came; it knows whether anything was sent
   */
  request(request: Dispatcher.DispatchOptions, limits: ExchangeLimits): Promise<Reply>
  /** Takes no new request, lets those under way come to their end, then closes every connection. */
  close(): Promise<void>
}

export function openHttpClient(options: ConnectionOptions): HttpClient {
  const { pool, destroy } = openConnectionPool(options)
  const underWay = new Set<Promise<Reply>>()
  let closed: Promise<void> | undefined

  async function closeAll(): Promise<void> {
    await Promise.allSettled(underWay)
    await destroy()
  }

  return {
    async request(request, limits) {
      if (closed !== undefined) throw new HiRequestError('client-closed', false)
      const reply = exchange(pool, request, limits)
      underWay.add(reply)
      try {
        return await reply
      } finally {
        underWay.delete(reply)
      }
    },
    close() {
      closed ??= closeAll()
      return closed
    },
  }
}
