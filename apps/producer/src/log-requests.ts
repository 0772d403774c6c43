import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { boardPrefix } from './admin/board-routes.js'

/** Asked every few seconds by those who watch this process. */
const watched = new Set(['/healthz', '/readyz', '/metrics'])

export function isWatched(route: string): boolean {
  return watched.has(route)
}

/** One line a request: no URL (it has ids), no query, no body. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', (request, reply, done) => {
    request.log[levelOf(request, reply)]({
      event: 'http:answered',
      method: request.method,
      route: request.routeOptions.url ?? 'unknown',
      status: reply.statusCode,
      ...(request.user ? { user: request.user.name } : {}),
      ms: Math.round(reply.elapsedTime),
    })
    done()
  })
  app.addHook('onRequestAbort', async (request) => {
    request.log.warn({
      event: 'http:aborted',
      method: request.method,
      route: request.routeOptions.url ?? 'unknown',
    })
  })
}

/** Health checks, scrapes and open pages of the board ask again and again: they are for `debug`, unless they fail. */
function levelOf({ method, routeOptions }: FastifyRequest, { statusCode }: FastifyReply): 'info' | 'debug' {
  const { url: route } = routeOptions
  if (statusCode >= 400 || route === undefined) return 'info'
  return isWatched(route) || (method === 'GET' && isOfBoard(route)) ? 'debug' : 'info'
}

function isOfBoard(route: string): boolean {
  return route === boardPrefix || route.startsWith(`${boardPrefix}/`)
}
