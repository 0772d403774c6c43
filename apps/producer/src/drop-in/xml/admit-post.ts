import { readRequest, type XmlRequest } from '@disparo/core/xml'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Doorkeeper } from '../../access/doorkeeper.js'
import type { User } from '../../access/user.js'
import { quotaHeaders, type RequestQuota } from '../request-quota.js'
import type { BodyRoom, BodyShare } from './body-room.js'
import { identify } from './identify.js'
import { readPost } from './read-post.js'
import { XmlRefusalError } from './refusal-error.js'

export interface AdmitPostDeps {
  readonly doorkeeper: Doorkeeper
  readonly room: BodyRoom
  readonly quota: RequestQuota
  readonly limitBytes: number
  /** A body that takes longer is given up, ms: until it is there, nobody knows whose it is, and it takes room. */
  readonly bodyMs: number
}

export interface Admitted {
  readonly user: User
  readonly asked: XmlRequest
}

/**
 * Reads what is posted, finds out who posts it, and only then looks into the document: parsing costs far more.
 * @throws XmlRefusalError, InvalidXmlError, XmlRequestError
 */
export async function admitPost(
  deps: AdmitPostDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Admitted> {
  const share = deps.room.open(Number(request.headers['content-length'] ?? 0))
  try {
    return await admit(deps, { request, reply, share })
  } finally {
    share.release()
  }
}

async function admit(
  { doorkeeper, quota, limitBytes, bodyMs }: AdmitPostDeps,
  { request, reply, share }: { request: FastifyRequest; reply: FastifyReply; share: BodyShare },
): Promise<Admitted> {
  const patience = setTimeout(() => request.raw.destroy(), bodyMs)
  const post = await readPost(request, share, async (claim) => {
    if (claim) share.belongTo((await identify(doorkeeper, request, claim)).name)
  }).finally(() => clearTimeout(patience))
  const user = await identify(doorkeeper, request, post)
  request.user = user
  const standing = quota.take(user.name, performance.now())
  reply.headers(quotaHeaders(standing))
  if (!standing.admitted) {
    throw new XmlRefusalError(429, 'limit', 'Limite de requisições excedido: tente de novo em instantes')
  }
  return { user, asked: readRequest(post.text(), { maxLength: limitBytes }) }
}
