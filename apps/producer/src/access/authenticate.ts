import type { User } from '@disparo/service/users'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ProblemError } from '../problem/problem-error.js'
import type { Authenticator } from './authenticator.js'
import { readBasic } from './read-basic.js'

/** What a 401 asks for: Basic (RFC 7617), and no other scheme. */
export const challenge = 'Basic realm="disparo", charset="UTF-8"'

/**
 * Who asks, by the request's `Authorization`.
 * @throws ProblemError `unauthorized`; TooManyFailuresError, TooBusyError
 */
export async function authenticate(
  authenticator: Authenticator,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<User> {
  const { authorization } = request.headers
  const shown = readBasic(authorization)
  const user = shown && (await authenticator.byPassword(shown.name, shown.password, request.ip))
  if (user) return user
  if (shown) request.log.warn({ event: 'login:failed', from: request.ip })
  reply.header('www-authenticate', challenge)
  throw new ProblemError('unauthorized', {
    detail: authorization
      ? 'This user and password are not known here: send "Authorization: Basic …" with a user of DISPARO_USERS.'
      : 'This needs a user and password: send "Authorization: Basic …" with a user of DISPARO_USERS.',
  })
}
