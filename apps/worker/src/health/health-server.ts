import { type MetricsToken, mayScrape } from '@disparo/core/metrics'
import fastify, { type FastifyInstance } from 'fastify'
import type { Registry } from 'prom-client'

export interface HealthOptions {
  /** Answers whether the worker works and Redis answers; it may throw instead. */
  readonly isReady: () => Promise<boolean>
  readonly registry: Registry
  /** What a scraper must show; without it there is no `/metrics`. */
  readonly token?: MetricsToken | undefined
}

/**
 * What a worker tells those who watch it. `/healthz` (the process is up) and `/readyz` (it works, and Redis answers) say
 * one word to everybody; `/metrics` is for whoever shows the token.
 */
export function healthServer({ isReady, registry, token }: HealthOptions): FastifyInstance {
  const app = fastify({ forceCloseConnections: true, return503OnClosing: false })

  app.get('/healthz', async () => ({ status: 'ok' }))

  app.get('/readyz', async (_request, reply) => {
    const ready = await isReady().catch(() => false)
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ok' : 'unavailable' })
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
