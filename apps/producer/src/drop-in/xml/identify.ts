import type { FastifyRequest } from 'fastify'
import { challenge } from '../../access/authenticate.js'
import type { Doorkeeper } from '../../access/doorkeeper.js'
import { DoorkeeperBusyError } from '../../access/doorkeeper-busy-error.js'
import { readBasic } from '../../access/read-basic.js'
import { TooManyFailuresError } from '../../access/too-many-failures-error.js'
import type { User } from '../../access/user.js'
import { retryAfter } from '../retry-after.js'
import type { Post } from './read-post.js'
import { XmlRefusalError } from './refusal-error.js'

/**
 * Who posts: by `User` and `Pass` of the form, or with the bare document by HTTP Basic and the password itself.
 * @throws XmlRefusalError 401, 429, 503
 */
export async function identify(doorkeeper: Doorkeeper, request: FastifyRequest, post: Post): Promise<User> {
  const user = await asked(doorkeeper, request, post).catch((error: unknown) => refuse(error, request))
  if (user) return user
  request.log.warn({ event: 'login:failed', from: request.ip })
  throw unauthorized('Usuário ou senha inválidos: envie em Pass o MD5 da senha, em hexadecimal')
}

function asked(
  doorkeeper: Doorkeeper,
  request: FastifyRequest,
  { user, pass }: Post,
): Promise<User | undefined> {
  if (user !== undefined || pass !== undefined) return doorkeeper.byMd5(user ?? '', pass ?? '', request.ip)
  const shown = readBasic(request.headers.authorization)
  if (shown) return doorkeeper.byPassword(shown.name, shown.password, request.ip)
  throw unauthorized('Faltam usuário e senha: envie os campos User e Pass, ou o documento com HTTP Basic')
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
  if (cause instanceof DoorkeeperBusyError) {
    const headers = retryAfter(cause.retryAfterMs)
    const message = 'Muitas autenticações ao mesmo tempo: tente de novo'
    throw new XmlRefusalError(503, 'outage', message, { headers }, { cause })
  }
  throw cause
}
