import { RedisUnavailableError } from '@disparo/core/internal/redis'
import { type MetricsToken, mayScrape } from '@disparo/service/metrics'
import fastify, { type FastifyInstance } from 'fastify'
import type { Registry } from 'prom-client'

export interface HealthOptions {
  /** Answers whether the worker works and Redis takes writes; it may throw instead. */
  readonly isReady: () => Promise<boolean>
  readonly registry: Registry
  /** What a scraper must show; without it there is no `/metrics`. */
  readonly token?: MetricsToken | undefined
}

/**
 * What a worker tells those who watch it. `/healthz` (the process is up) and `/readyz` (it works, and Redis takes writes) say
 * one word to everybody, and why not (`OOM`); `/metrics` is for whoever shows the token.
 */
export function healthServer({ isReady, registry, token }: HealthOptions): FastifyInstance {
  const app = fastify({ forceCloseConnections: true, return503OnClosing: false })

  app.get('/healthz', async () => ({ status: 'ok' }))

  app.get('/readyz', async (_request, reply) => {
    try {
      if (await isReady()) return { status: 'ok' }
    } catch (error) {
      const { reason } = error instanceof RedisUnavailableError ? error : {}
      return reply.code(503).send({ status: 'unavailable', reason })
    }
    return reply.code(503).send({ status: 'unavailable' })
  })

  if (token !== undefined) {
    app.get('/metrics', async (request, reply) => {
      if (!mayScrape(token, request.headers.authorization)) {
        return reply
          .code(401)
          .header('www-authenticate', 'Bearer realm="metrics"')
          .send({ status: 'unauthorized' })
      }
      return reply.type(registry.contentType).send(await registry.metrics())
    })
  }
  return app
}
