import type { Session } from '@disparo/api'
import { maySee } from '@disparo/service/users'
import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { type Credentials, elsewhere } from '../access/authenticate.js'
import { isOwnPage } from '../access/same-origin.js'
import { isSecureConnection } from '../access/secure-connection.js'
import { clearSessionCookie, readSessionCookie, setSessionCookie } from '../access/session-cookie.js'
import type { LiveSession, Sessions } from '../access/sessions.js'
import type { Accounts } from '../accounts/find-account.js'
import { ProblemError } from '../problem/problem-error.js'
import { acceptJson } from '../routes/read-body.js'
import { routeOf } from '../routes/route-of.js'

const bodyLimitBytes = 2_048

interface SessionRoutesOptions extends Credentials {
  readonly sessions: Sessions
  readonly accounts: Accounts
}

/** How a browser logs in and out. No 401 here makes it ask for a password by itself. */
export const sessionRoutes: FastifyPluginAsyncZod<SessionRoutesOptions> = async (app, options) => {
  const { authenticator, sessions, accounts } = options
  acceptJson(app, bodyLimitBytes)
  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store')
    if (!isOwnPage(request)) throw elsewhere()
  })
  const describe = ({ user, endsAt }: LiveSession): Session => ({
    user: user.name,
    roles: [...user.roles],
    accounts: [...accounts.keys()].filter((name) => maySee(user, name)),
    endsAt: new Date(endsAt).toISOString(),
  })

  app.route({
    ...routeOf('getSession'),
    handler: async (request) => {
      refuseInsecure(request)
      const id = readSessionCookie(request)
      const session = id === undefined ? undefined : await sessions.find(id)
      if (!session) throw new ProblemError('unauthorized', { detail: 'Nobody is logged in here.' })
      request.user = session.user
      return describe(session)
    },
  })

  app.route({
    ...routeOf('startSession'),
    handler: async (request, reply) => {
      refuseInsecure(request)
      const { user: name, password } = request.body
      const user = await authenticator.byPassword(name, password, request.ip)
      if (!user) {
        request.log.warn({ event: 'login:failed', from: request.ip })
        throw new ProblemError('unauthorized', { detail: 'This user and password are not known here.' })
      }
      const former = readSessionCookie(request)
      if (former !== undefined) await sessions.end(former)
      const { id, ...session } = await sessions.start(user)
      request.user = user
      request.log.info({ event: 'session:started', user: user.name })
      setSessionCookie(request, reply, id)
      return reply.code(201).send(describe(session))
    },
  })

  app.route({
    ...routeOf('endSession'),
    handler: async (request, reply) => {
      const id = readSessionCookie(request)
      clearSessionCookie(request, reply)
      const ended = id !== undefined && (await sessions.end(id))
      if (ended) request.log.info({ event: 'session:ended' })
      return { ended }
    },
  })
}

/** A password over plain HTTP would be everybody's on the way. */
function refuseInsecure(request: FastifyRequest): void {
  if (isSecureConnection(request)) return
  throw new ProblemError('insecure-connection', {
    detail:
      'This connection is plain HTTP: put TLS in front, or name the proxy that has it in TRUSTED_PROXIES and let it send X-Forwarded-Proto.',
  })
}
