import { createXmlClient } from '@disparo/hi-platform/xml'
import type { Transport, TransportOptions } from '../sending/transport.js'
import { followStatuses } from './follow-statuses.js'
import { openGroupSender } from './group-sender.js'

/** Seed 000: messages of one template go together in one request (50.01), and 50.02 tells their statuses. */
export function openXmlTransport(options: TransportOptions): Transport {
  const { account, credentials } = options
  const xml = createXmlClient({
    ...credentials,
    baseUrl: account.baseUrl,
    client: account.xml.client,
    requestTimeoutMs: account.requestTimeoutMs,
  })
  return {
    sender: (deps) => openGroupSender({ ...deps, xml }),
    follow: () => followStatuses({ ...options, xml, leaseMs: options.lockMs }),
    close: () => xml.close(),
  }
}
