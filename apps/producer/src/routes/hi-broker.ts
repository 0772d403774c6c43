import { isUtf8 } from 'node:buffer'
import { createHash, timingSafeEqual } from 'node:crypto'
import { operations } from '@disparo/api'
import { RedisUnavailableError } from '@disparo/core'
import { withTimeout } from '@disparo/core/internal/redis'
import { receiveEvents } from '@disparo/service/webhook'
import type { FastifyInstance } from 'fastify'
import { answerUnknownRoute } from '../problem/answer-problem.js'
import { storageProblem } from '../problem/storage-problem.js'
import type { BrokerWebhook, BrokerWebhooks } from '../webhook/broker-webhook.js'

interface Address {
  readonly account: string
  readonly secret: string
}

const largestBytes = 64 * 1024
const answerMs = 2_000

/**
 * Hi Broker's status webhook. No signature is documented, so its address is the secret: a wrong one is no route at all.
 * What has arrived is answered 200 whatever it is, because a sender that is refused may try for ever; 503 asks for more.
 */
export async function hiBrokerRoutes(
  app: FastifyInstance,
  { webhooks }: { readonly webhooks: BrokerWebhooks },
): Promise<void> {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: largestBytes },
    async (_request: unknown, body: Buffer) => body.toString(isUtf8(body) ? 'utf8' : 'latin1'),
  )

  const { method, path: url, responses: response } = operations.receiveBrokerEvents
  app.route<{ Params: Address; Body: string | undefined }>({
    ...{ method, url, schema: { hide: true, response } },
    onRequest: async (request, reply) => {
      if (findWebhook(webhooks, request.params) === undefined) return answerUnknownRoute(request, reply)
    },
    handler: async (request, reply) => {
      const webhook = findWebhook(webhooks, request.params)
      if (!webhook) return answerUnknownRoute(request, reply)
      const received = await withTimeout(webhook.redis, answerMs, () =>
        receiveEvents(webhook, request.body ?? '', Date.now()),
      ).catch((cause: unknown) => {
        if (!(cause instanceof RedisUnavailableError)) throw cause
        throw storageProblem(cause, { detail: 'Send the events again: what is known already does no harm.' })
      })
      request.log.info({ event: 'webhook:received', account: request.params.account, ...received })
      return { received: received.matched + received.unmatched }
    },
  })
}

/** Takes the same time for every secret, and for accounts that are not there. */
function findWebhook(webhooks: BrokerWebhooks, { account, secret }: Address): BrokerWebhook | undefined {
  const webhook = webhooks.get(account)
  const fits = timingSafeEqual(digest(secret), digest(webhook?.secret ?? ''))
  return fits && webhook ? webhook : undefined
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
