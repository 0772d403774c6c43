import { createHiClient } from '@disparo/hi-platform/rest'
import { startReconciliation } from '../reconcile/reconcile-account.js'
import { sendMessage } from './send-message.js'
import type { Transport, TransportOptions } from './transport.js'

/** Seed 001: each message is a request of its own, and the report tells their statuses. */
export function openRestTransport(options: TransportOptions): Transport {
  const { account, credentials, concurrency } = options
  const hi = createHiClient({
    ...credentials,
    baseUrl: account.baseUrl,
    configId: account.configId,
    wireFormat: account.wireFormat,
    requestTimeoutMs: account.requestTimeoutMs,
    connections: 2 * concurrency,
  })
  return {
    sender: (deps) => ({
      send: (job) => sendMessage({ ...deps, hi }, job),
      perRequest: 1,
      flush: () => {},
    }),
    follow: () => startReconciliation({ ...options, hi, leaseMs: options.lockMs }),
    close: () => hi.close(),
  }
}
