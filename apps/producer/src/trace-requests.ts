import type { RequestTrace, Tracing } from '@disparo/service/tracing'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Accounts } from './accounts/find-account.js'
import { isWatched } from './log-requests.js'

/** One span a request for a route of ours, but for health checks and scrapes. Add it first: later hooks run within it. */
export function traceRequests(app: FastifyInstance, { tracing, accounts }: TracingParts): void {
  const traces = new WeakMap<FastifyRequest, RequestTrace>()
  const end = (request: FastifyRequest, status?: number) => {
    const { account } = (request.params ?? {}) as { account?: string }
    const known = account !== undefined && accounts.has(account) ? account : undefined
    traces.get(request)?.end({ status, account: known })
    traces.delete(request)
  }
  app.addHook('onRequest', (request, _reply, done) => {
    const route = request.routeOptions.url
    if (route === undefined || isWatched(route)) return done()
    const { traceparent } = request.headers
    const trace = tracing.openRequest({
      method: request.method,
      route,
      traceparent: typeof traceparent === 'string' ? traceparent : undefined,
    })
    traces.set(request, trace)
    trace.run(done)
  })
  app.addHook('onResponse', async (request, reply) => end(request, reply.statusCode))
  app.addHook('onRequestAbort', async (request) => end(request))
}

interface TracingParts {
  readonly tracing: Pick<Tracing, 'openRequest'>
  readonly accounts: Accounts
}
