import { createHash, timingSafeEqual } from 'node:crypto'
import { RedisUnavailableError } from '@disparo/core'
import { within } from '@disparo/core/redis'
import type { FastifyInstance } from 'fastify'
import { answerUnknownRoute } from '../problem/answer-problem.js'
import { ProblemError } from '../problem/problem-error.js'
import type { BrokerWebhook, BrokerWebhooks } from '../webhook/broker-webhook.js'
import { receiveEvents } from '../webhook/receive-events.js'
import { parseJson } from './read-body.js'

interface Address {
  readonly account: string
  readonly secret: string
}

const largestBytes = 64 * 1024
const answerMs = 2_000

/**
 * Hi Broker's status webhook. No signature is documented, so its address is the secret: a wrong one is no route at all.
 * What is JSON is answered 200 whatever it says, because a sender that is refused may try for ever; 503 asks for more.
 */
export async function hiBrokerRoutes(
  app: FastifyInstance,
  { webhooks }: { readonly webhooks: BrokerWebhooks },
): Promise<void> {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: largestBytes },
    async (_request: unknown, body: Buffer) => parseJson(body),
  )

  app.post<{ Params: Address }>(
    '/webhooks/hi-broker/:account/:secret',
    {
      schema: { hide: true },
      onRequest: async (request, reply) => {
        if (findWebhook(webhooks, request.params) === undefined) return answerUnknownRoute(request, reply)
      },
    },
    async (request) => {
      const webhook = findWebhook(webhooks, request.params)
      const events = Array.isArray(request.body) ? request.body : [request.body]
      if (!webhook || !events.every(isObject)) {
        const detail = 'Send an event as a JSON object, or several as an array of objects.'
        throw new ProblemError('malformed-body', { detail })
      }
      const received = await within(webhook.redis, answerMs, () =>
        receiveEvents(webhook, events, Date.now()),
      ).catch((cause: unknown) => {
        if (!(cause instanceof RedisUnavailableError)) throw cause
        const detail = 'Redis cannot be reached. Send the events again: what is known already does no harm.'
        throw new ProblemError('storage-unavailable', { detail }, { cause })
      })
      request.log.info({ event: 'webhook:received', account: request.params.account, ...received })
      return { received: events.length }
    },
  )
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

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
