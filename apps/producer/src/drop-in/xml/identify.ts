import type { User } from '@disparo/service/users'
import type { FastifyRequest } from 'fastify'
import {
  type Authenticators,
  byAuthorization,
  challenge,
  challengeTo,
} from '../../access/by-authorization.js'
import { isCrossOrigin } from '../../access/same-origin.js'
import { TooBusyError } from '../../limits/too-busy-error.js'
import { TooManyFailuresError } from '../../limits/too-many-failures-error.js'
import { retryAfter } from '../retry-after.js'
import type { FormCredentials } from './read-post.js'
import { XmlRefusalError } from './refusal-error.js'

/**
 * Who posts: by `User` and `Pass` of the form, or with the bare document by HTTP Basic and the password itself, or an API key. What a
 * browser remembers it sends whoever's page asks: that is taken from no page of another origin.
 * @throws XmlRefusalError 401, 403, 429, 503
 */
export async function identify(
  authenticators: Authenticators,
  request: FastifyRequest,
  { user, pass }: FormCredentials,
): Promise<User> {
  const refused = (error: unknown) => refuse(error, request)
  if (user !== undefined || pass !== undefined) {
    const found = await authenticators.authenticator.byMd5(user ?? '', pass ?? '', request.ip).catch(refused)
    if (found) return found
    request.log.warn({ event: 'login:failed', from: request.ip })
    throw wrong(challenge)
  }
  if (isCrossOrigin(request)) throw elsewhere()
  const shown = await byAuthorization(authenticators, request).catch(refused)
  if (shown?.user) return shown.user
  if (shown) throw wrong(challengeTo(shown.by))
  throw unauthorized(
    'Faltam usuário e senha: envie os campos User e Pass, ou o documento com HTTP Basic ou uma chave de API',
  )
}

function wrong(asked: string): XmlRefusalError {
  return unauthorized('Usuário ou senha inválidos: envie em Pass o MD5 da senha, em hexadecimal', asked)
}

function elsewhere(): XmlRefusalError {
  return new XmlRefusalError(
    403,
    'permission',
    'HTTP Basic não é aceito de páginas de outros sites: envie pelo seu servidor, ou User e Pass no formulário',
  )
}

function unauthorized(message: string, asked = challenge): XmlRefusalError {
  return new XmlRefusalError(401, 'access', message, { headers: { 'www-authenticate': asked } })
}

function refuse(cause: unknown, request: FastifyRequest): never {
  if (cause instanceof TooManyFailuresError) {
    request.log.warn({ event: 'login:throttled', from: request.ip })
    const headers = retryAfter(cause.retryAfterMs)
    const message = 'Muitas senhas inválidas: corrija usuário e senha, e tente mais tarde'
    throw new XmlRefusalError(429, 'access', message, { headers }, { cause })
  }
  if (cause instanceof TooBusyError) {
    const headers = retryAfter(cause.retryAfterMs)
    const message = 'Muitas autenticações ao mesmo tempo: tente de novo'
    throw new XmlRefusalError(503, 'outage', message, { headers }, { cause })
  }
  throw cause
}
