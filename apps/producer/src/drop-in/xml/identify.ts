import type { User } from '@disparo/service/users'
import type { FastifyRequest } from 'fastify'
import { challenge } from '../../access/authenticate.js'
import type { Authenticator } from '../../access/authenticator.js'
import { readBasic } from '../../access/read-basic.js'
import { isCrossOrigin } from '../../access/same-origin.js'
import { TooBusyError } from '../../limits/too-busy-error.js'
import { TooManyFailuresError } from '../../limits/too-many-failures-error.js'
import { retryAfter } from '../retry-after.js'
import type { FormCredentials } from './read-post.js'
import { XmlRefusalError } from './refusal-error.js'

/**
 * Who posts: by `User` and `Pass` of the form, or with the bare document by HTTP Basic and the password itself. The latter
 * a browser remembers, and sends whoever's page asks: it is taken from no page of another origin.
 * @throws XmlRefusalError 401, 403, 429, 503
 */
export async function identify(
  authenticator: Authenticator,
  request: FastifyRequest,
  post: FormCredentials,
): Promise<User> {
  const user = await asked(authenticator, request, post).catch((error: unknown) => refuse(error, request))
  if (user) return user
  request.log.warn({ event: 'login:failed', from: request.ip })
  throw unauthorized('Usuário ou senha inválidos: envie em Pass o MD5 da senha, em hexadecimal')
}

async function asked(
  authenticator: Authenticator,
  request: FastifyRequest,
  { user, pass }: FormCredentials,
): Promise<User | undefined> {
  if (user !== undefined || pass !== undefined) return authenticator.byMd5(user ?? '', pass ?? '', request.ip)
  if (isCrossOrigin(request)) throw elsewhere()
  const shown = readBasic(request.headers.authorization)
  if (shown) return authenticator.byPassword(shown.name, shown.password, request.ip)
  throw unauthorized('Faltam usuário e senha: envie os campos User e Pass, ou o documento com HTTP Basic')
}

function elsewhere(): XmlRefusalError {
  return new XmlRefusalError(
    403,
    'permission',
    'HTTP Basic não é aceito de páginas de outros sites: envie pelo seu servidor, ou User e Pass no formulário',
  )
}

function unauthorized(message: string): XmlRefusalError {
  return new XmlRefusalError(401, 'access', message, { headers: { 'www-authenticate': challenge } })
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
