import type { FastifyInstance } from 'fastify'
import { authenticate, type Credentials } from '../access/authenticate.js'
import { requireRole } from '../access/require-role.js'
import { isSameOrigin } from '../access/same-origin.js'
import { answerProblem } from '../problem/answer-problem.js'
import { ProblemError } from '../problem/problem-error.js'

/** These change nothing. */
const looking = new Set(['GET', 'HEAD'])

/**
 * Lets nobody see anything of the board without a password, lets only its own pages change something, and asks for the
 * route's role: to look takes `read` where a route (a page, a file of the library) says nothing.
 */
export function guardBoard(app: FastifyInstance, credentials: Credentials): void {
  app.addHook('onRequest', async (request, reply) => {
    // Answered here: an error that is thrown would be the library's to answer, which makes 500 of all.
    try {
      request.user = await authenticate(credentials, request, reply)
      const { method, host, headers } = request
      const site = headers['sec-fetch-site']
      if (!looking.has(method)) {
        const from = { site: site === undefined ? undefined : String(site), origin: headers.origin, host }
        if (!isSameOrigin(from)) throw elsewhere()
      }
      if (request.is404) return
      requireRole(request.user, request.routeOptions.config.role ?? 'read')
    } catch (error) {
      return answerProblem(error, request, reply)
    }
  })
}

function elsewhere(): ProblemError {
  return new ProblemError('forbidden', {
    detail: 'A change is taken from the pages of this board alone: open it at its own address.',
  })
}
