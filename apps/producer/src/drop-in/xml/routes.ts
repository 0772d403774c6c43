import type { IncomingMessage } from 'node:http'
import { renderDispatchAnswer, renderStatusAnswer, type XmlRequest } from '@disparo/hi-platform/xml'
import type { Role, User } from '@disparo/service/users'
import multipart from '@fastify/multipart'
import type { FastifyInstance } from 'fastify'
import type { Authenticators } from '../../access/by-authorization.js'
import { createSemaphore } from '../../limits/semaphore.js'
import type { AddressBook } from '../account-address.js'
import { createRequestQuota } from '../request-quota.js'
import { admitPost } from './admit-post.js'
import { answerKey, answerNoXmlRoute, answerXmlRefusal, xmlType } from './answer-refusal.js'
import { createBodyBudget } from './body-budget.js'
import type { DocumentClaims } from './document-claims.js'
import { enqueueDispatch } from './enqueue-dispatch.js'
import { readStatuses } from './read-statuses.js'
import { withoutPermission } from './refusal-error.js'

export interface XmlDropInOptions {
  readonly book: AddressBook
  readonly authenticators: Authenticators
  readonly claims: DocumentClaims
  /** The largest body. */
  readonly limitBytes: number
  /** What a user may ask for. */
  readonly requestsPerMinute: number
  /** How long a body may take to arrive, ms. Default 2 min. */
  readonly bodyMs?: number | undefined
}

/** Seed 000's address has it in front of `integracao.php`. */
export const xmlDropInPrefix = '/emkt/int'

const longestBodyMs = 120_000

/** Hi Flow's own XML integration (seed 000), for programs that call it today. Register it with its prefix. */
export async function xmlDropIn(app: FastifyInstance, options: XmlDropInOptions): Promise<void> {
  const { limitBytes, requestsPerMinute, bodyMs = longestBodyMs } = options
  const room = createBodyBudget(limitBytes)
  /** A large document takes many times its size until its last contact is enqueued: some seconds, which others wait. */
  const documents = createSemaphore({
    ...{ permits: 1, waitingEach: 20, retryAfterMs: 2_000 },
    refusal: 'Many large documents wait to be read: try again',
  })
  const quota = createRequestQuota({ max: requestsPerMinute, windowMs: 60_000 })
  app.setErrorHandler((error, request, reply) => answerXmlRefusal(error, request, reply))
  app.setNotFoundHandler(answerNoXmlRoute)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', async (_request: unknown, body: IncomingMessage) => body)
  await app.register(multipart, {
    isPartAFile: () => true,
    // One byte more than is let in, so that the count of them all is what refuses.
    limits: { fileSize: limitBytes + 1, files: 20, parts: 20, headerPairs: 20 },
  })

  app.post('/integracao.php', { schema: { hide: true } }, async (request, reply) => {
    const admitted = await admitPost({ ...options, budget: room, quota, bodyMs }, request, reply)
    const { user, isLarge } = admitted
    let trans: XmlRequest['trans'] | undefined
    const run = async () => {
      const asked = await admitted.read().finally(admitted.release)
      trans = asked.trans
      return answer(options, user, asked)
    }
    try {
      const answered = isLarge ? await documents.run(user.name, run) : await run()
      return reply.type(xmlType).send(answered)
    } catch (error) {
      return answerXmlRefusal(error, request, reply, trans)
    } finally {
      admitted.release()
    }
  })
}

async function answer(options: XmlDropInOptions, user: User, asked: XmlRequest): Promise<string> {
  if (asked.trans === '50.01') {
    demand(user, 'send')
    const codigo = await enqueueDispatch(options, user, asked.dispatch)
    return renderDispatchAnswer({ key: answerKey(), codigo, xmlCase: user.xmlCase })
  }
  demand(user, 'read')
  const items = await readStatuses(options.book.accounts, user, asked.codigo)
  return renderStatusAnswer({ key: answerKey(), items, xmlCase: user.xmlCase })
}

function demand(user: User, role: Role): void {
  if (!user.roles.has(role)) throw withoutPermission()
}
