import type { User } from '@disparo/service/users'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ProblemError } from '../problem/problem-error.js'
import type { Authenticator } from './authenticator.js'
import { readBasic } from './read-basic.js'
import { isOwnPage } from './same-origin.js'
import { readSessionCookie } from './session-cookie.js'
import type { Sessions } from './sessions.js'

/** What a 401 asks for: Basic (RFC 7617), and no other scheme. */
export const challenge = 'Basic realm="disparo", charset="UTF-8"'
/** What it asks a page of ours for: no browser knows this scheme, and so none asks its user for a password. */
const sessionChallenge = 'Session realm="disparo"'

export interface Credentials {
  readonly authenticator: Authenticator
  /** Default: there are none. */
  readonly sessions?: Sessions | undefined
}

/**
 * Who asks, by the request's `Authorization`, or else by its session.
 * @throws ProblemError `unauthorized`, `forbidden`; TooManyFailuresError, TooBusyError; RedisUnavailableError of a session
 */
export async function authenticate(
  { authenticator, sessions }: Credentials,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<User> {
  const { authorization } = request.headers
  const id = authorization === undefined && sessions ? readSessionCookie(request) : undefined
  if (sessions && id !== undefined) {
    const session = await sessions.find(id)
    if (session && isOwnPage(request)) return session.user
    if (session) throw elsewhere()
    reply.header('www-authenticate', sessionChallenge)
    throw new ProblemError('unauthorized', { detail: 'This session is over: log in again.' })
  }
  const shown = readBasic(authorization)
  const user = shown && (await authenticator.byPassword(shown.name, shown.password, request.ip))
  if (user) return user
  if (shown) request.log.warn({ event: 'login:failed', from: request.ip })
  const isScript = authorization === undefined && request.headers['sec-fetch-dest'] === 'empty'
  reply.header('www-authenticate', isScript ? sessionChallenge : challenge)
  throw new ProblemError('unauthorized', {
    detail: authorization
      ? 'This user and password are not known here: send "Authorization: Basic …" with a user of DISPARO_USERS.'
      : 'This needs a user and password: send "Authorization: Basic …" with a user of DISPARO_USERS.',
  })
}

/** A change by a session must say that a page of ours asks for it. */
export function elsewhere(): ProblemError {
  return new ProblemError('forbidden', {
    detail: 'Changes are not taken from pages of other sites: let your server ask.',
  })
}
