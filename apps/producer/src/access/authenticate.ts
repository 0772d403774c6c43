import type { User } from '@disparo/service/users'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ProblemError } from '../problem/problem-error.js'
import { type Authenticators, byAuthorization, challengeTo } from './by-authorization.js'
import { isOwnPage } from './same-origin.js'
import { readSessionCookie } from './session-cookie.js'
import type { Sessions } from './sessions.js'

/** What it asks a page of ours for: no browser knows this scheme, and so none asks its user for a password. */
const sessionChallenge = 'Session realm="disparo"'

export interface Credentials extends Authenticators {
  /** Default: there are none. */
  readonly sessions?: Sessions | undefined
}

/**
 * Who asks, by the request's `Authorization`, or else by its session.
 * @throws ProblemError `unauthorized`, `forbidden`; TooManyFailuresError, TooBusyError; RedisUnavailableError of a session
 */
export async function authenticate(
  { sessions, ...authenticators }: Credentials,
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
  const shown = await byAuthorization(authenticators, request)
  if (shown?.user) return shown.user
  const isScript = authorization === undefined && request.headers['sec-fetch-dest'] === 'empty'
  reply.header('www-authenticate', isScript ? sessionChallenge : challengeTo(shown?.by))
  throw new ProblemError('unauthorized', { detail: whatIsMissing(authorization, shown?.by) })
}

function whatIsMissing(authorization: string | undefined, by: 'password' | 'key' | undefined): string {
  if (by === 'key') {
    return 'This API key is not known here: it was revoked, has ended, its maker is gone, or it was not copied whole.'
  }
  if (authorization === undefined) {
    return 'This needs a user and password: send "Authorization: Basic …" with a user of DISPARO_USERS, or "Bearer …" with an API key.'
  }
  return by === 'password'
    ? 'This user and password are not known here: send "Authorization: Basic …" with a user of DISPARO_USERS.'
    : 'This cannot be read: send one header "Authorization", with "Basic …" or "Bearer …".'
}

/** A change by a session must say that a page of ours asks for it. */
export function elsewhere(): ProblemError {
  return new ProblemError('forbidden', {
    detail: 'Changes are not taken from pages of other sites: let your server ask.',
  })
}
