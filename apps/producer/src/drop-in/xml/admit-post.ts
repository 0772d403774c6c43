import { readRequestInSteps, type XmlRequest } from '@disparo/hi-platform/xml'
import type { User } from '@disparo/service/users'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Authenticators } from '../../access/by-authorization.js'
import { quotaHeaders, type RequestQuota } from '../request-quota.js'
import { type BodyBudget, type BodyReservation, smallBytes } from './body-budget.js'
import { identify } from './identify.js'
import { readPost } from './read-post.js'
import { withoutPermission, XmlRefusalError } from './refusal-error.js'
import { runYielding } from './run-yielding.js'

interface AdmitPostDeps {
  readonly authenticators: Authenticators
  readonly budget: BodyBudget
  readonly quota: RequestQuota
  readonly limitBytes: number
  /** A body that takes longer is given up, ms: until it is there, nobody knows whose it is, and it takes room. */
  readonly bodyMs: number
}

interface Admitted {
  readonly user: User
  /** To read it takes many times its size for a moment. */
  readonly isLarge: boolean
  /** The document, read in bites. @throws InvalidXmlError, XmlRequestError */
  read(): Promise<XmlRequest>
  /** Gives back the room of the body. */
  release(): void
}

/**
 * Takes what is posted, finds out who posts it and what they may do, and only then lets anybody look into the document:
 * parsing costs far more.
 * @throws XmlRefusalError, InvalidXmlError
 */
export async function admitPost(
  deps: AdmitPostDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Admitted> {
  const share = deps.budget.open(Number(request.headers['content-length'] ?? 0))
  try {
    return await admit(deps, { request, reply, share })
  } catch (error) {
    share.release()
    throw error
  }
}

async function admit(
  { authenticators, quota, limitBytes, bodyMs }: AdmitPostDeps,
  { request, reply, share }: { request: FastifyRequest; reply: FastifyReply; share: BodyReservation },
): Promise<Admitted> {
  const patience = setTimeout(() => request.raw.destroy(), bodyMs)
  const post = await readPost(request, share, async (claim) => {
    if (claim) share.belongTo((await identify(authenticators, request, claim)).name)
  }).finally(() => clearTimeout(patience))
  const user = await identify(authenticators, request, post)
  request.user = user
  const standing = quota.take(user.name, performance.now())
  reply.headers(quotaHeaders(standing))
  if (!standing.admitted) {
    throw new XmlRefusalError(429, 'limit', 'Limite de requisições excedido: tente de novo em instantes')
  }
  // Which of the two it takes stands in the document.
  if (!user.roles.has('send') && !user.roles.has('read')) throw withoutPermission()
  const text = post.text()
  return {
    ...{ user, isLarge: text.length > smallBytes },
    read: () => runYielding(readRequestInSteps(text, { maxLength: limitBytes })),
    release: () => share.release(),
  }
}
