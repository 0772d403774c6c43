import type { FastifyInstance } from 'fastify'

/** Asked every few seconds by those who watch this process. */
const watched = new Set(['/healthz', '/readyz', '/metrics'])

export function isWatched(route: string): boolean {
  return watched.has(route)
}

/** One line a request: no URL (it has ids), no query, no body. Health checks and scrapes are for `debug`. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url
    const level = route !== undefined && isWatched(route) ? 'debug' : 'info'
    request.log[level]({
      event: 'http:answered',
      method: request.method,
      route: route ?? 'unknown',
      status: reply.statusCode,
      ...(request.user ? { user: request.user.name } : {}),
      ms: Math.round(reply.elapsedTime),
    })
  })
  app.addHook('onRequestAbort', async (request) => {
    request.log.warn({
      event: 'http:aborted',
      method: request.method,
      route: request.routeOptions.url ?? 'unknown',
    })
  })
}
