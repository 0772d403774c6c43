import type { FastifyInstance } from 'fastify'
import type { ProducerMetrics } from './producer-metrics.js'

/** Measures every answer by its route; requests for no route of ours are one, whatever their method. */
export function measureRequests(app: FastifyInstance, metrics: Pick<ProducerMetrics, 'answered'>): void {
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url
    metrics.answered({
      method: route === undefined ? 'any' : request.method,
      route: route ?? 'unknown',
      status: reply.statusCode,
      seconds: reply.elapsedTime / 1_000,
    })
    done()
  })
}
