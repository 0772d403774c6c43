import { type MetricsToken, mayScrape } from '@disparo/service/metrics'
import type { FastifyInstance } from 'fastify'
import type { Registry } from 'prom-client'
import { ProblemError } from '../problem/problem-error.js'

/** For Prometheus, which shows the token as bearer token (RFC 6750): it needs no user, and a user opens nothing here. */
export async function metricsRoutes(
  app: FastifyInstance,
  { registry, token }: { readonly registry: Registry; readonly token: MetricsToken },
): Promise<void> {
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    if (!mayScrape(token, request.headers.authorization)) {
      reply.header('www-authenticate', 'Bearer realm="metrics"')
      throw new ProblemError('unauthorized', {
        detail: 'This needs the METRICS_TOKEN of this service, as "Authorization: Bearer …".',
      })
    }
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}
