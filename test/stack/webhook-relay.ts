import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { request } from 'undici'

/** An address for Hi Broker's events that is known before the producer has one. */
export interface WebhookRelay {
  readonly url: string
  /** Events go there from now on; until then they are answered 503. */
  to(webhook: string): void
  close(): void
}

export async function startWebhookRelay(): Promise<WebhookRelay> {
  let target: string | undefined
  const server = createServer(async (asked, reply) => {
    const body = await buffer(asked)
    const status = target === undefined ? 503 : await forward(target, body).catch(() => 503)
    reply.writeHead(status).end()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    to: (webhook) => {
      target = webhook
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function forward(webhook: string, body: Buffer): Promise<number> {
  const headers = { 'content-type': 'application/json' }
  const answer = await request(webhook, { method: 'POST', headers, body })
  await answer.body.dump()
  return answer.statusCode
}
