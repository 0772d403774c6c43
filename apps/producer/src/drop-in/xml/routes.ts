import type { IncomingMessage } from 'node:http'
import { renderDispatchAnswer, renderStatusAnswer } from '@disparo/core/xml'
import multipart from '@fastify/multipart'
import type { FastifyInstance } from 'fastify'
import type { Doorkeeper } from '../../access/doorkeeper.js'
import type { Role, User } from '../../access/user.js'
import type { AddressBook } from '../account-address.js'
import { createRequestQuota } from '../request-quota.js'
import { type Admitted, admitPost } from './admit-post.js'
import { answerKey, answerNoXmlRoute, answerXmlRefusal, xmlType } from './answer-refusal.js'
import { createBodyRoom } from './body-room.js'
import type { DocumentClaims } from './document-claims.js'
import { enqueueDispatch } from './enqueue-dispatch.js'
import { readStatuses } from './read-statuses.js'
import { withoutPermission } from './refusal-error.js'

export interface XmlDropInOptions {
  readonly book: AddressBook
  readonly doorkeeper: Doorkeeper
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
  const room = createBodyRoom(limitBytes)
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
    const admitted = await admitPost({ ...options, room, quota, bodyMs }, request, reply)
    try {
      return reply.type(xmlType).send(await answer(options, admitted))
    } catch (error) {
      return answerXmlRefusal(error, request, reply, admitted.asked.trans)
    }
  })
}

async function answer(options: XmlDropInOptions, { user, asked }: Admitted): Promise<string> {
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
