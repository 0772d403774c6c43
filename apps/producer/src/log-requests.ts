import type { FastifyInstance } from 'fastify'

/** One line a request: no URL (it has ids), no query, no body. Health checks are for `debug`. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url
    const level = route === '/healthz' || route === '/readyz' ? 'debug' : 'info'
    request.log[level]({
      event: 'http:answered',
      method: request.method,
      route: route ?? 'unknown',
      status: reply.statusCode,
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
