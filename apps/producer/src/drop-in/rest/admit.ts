import type { Role, User } from '@disparo/service/users'
import type { FastifyRequest, onRequestAsyncHookHandler } from 'fastify'
import { type Authenticators, byAuthorization, challengeTo } from '../../access/by-authorization.js'
import { isCrossOrigin } from '../../access/same-origin.js'
import { TooBusyError } from '../../limits/too-busy-error.js'
import { TooManyFailuresError } from '../../limits/too-many-failures-error.js'
import { quotaHeaders, type RequestQuota } from '../request-quota.js'
import { retryAfter } from '../retry-after.js'
import { RefusalError } from './refusal-error.js'

interface Admission {
  readonly role: Role
  readonly quota: RequestQuota
}

/**
 * Lets a user in who has the role and something left of the quota, before the body is read. 401 is for a wrong
 * password, 403 for none and for a user who may not do this: seed 001, "Respostas". Any type of body is taken for JSON, so
 * a form on somebody's page could send with the password that a browser remembers: pages of other origins are refused.
 */
export function admit(authenticators: Authenticators, { role, quota }: Admission): onRequestAsyncHookHandler {
  return async (request, reply) => {
    if (isCrossOrigin(request)) throw new RefusalError(403, 'Não é aceito de páginas de outros sites')
    const user = await identify(authenticators, request)
    request.user = user
    const standing = quota.take(user.name, performance.now())
    reply.headers(quotaHeaders(standing))
    if (!standing.admitted) throw new RefusalError(429, 'Too many connections.')
    if (!user.roles.has(role))
      throw new RefusalError(403, 'Este usuário não tem permissão para esta operação')
  }
}

async function identify(authenticators: Authenticators, request: FastifyRequest): Promise<User> {
  const shown = await byAuthorization(authenticators, request).catch(asRefusal)
  if (!shown) throw new RefusalError(403, 'Autenticação inválida ou não presente')
  if (shown.user) return shown.user
  const headers = { 'www-authenticate': challengeTo(shown.by) }
  throw new RefusalError(401, 'Autenticação inválida', { headers })
}

function asRefusal(cause: unknown): never {
  if (cause instanceof TooManyFailuresError) {
    const headers = retryAfter(cause.retryAfterMs)
    throw new RefusalError(429, 'Muitas autenticações inválidas: tente mais tarde', { headers }, { cause })
  }
  if (cause instanceof TooBusyError) {
    const headers = retryAfter(cause.retryAfterMs)
    throw new RefusalError(503, 'Muitas autenticações ao mesmo tempo: tente de novo', { headers }, { cause })
  }
  throw cause
}
