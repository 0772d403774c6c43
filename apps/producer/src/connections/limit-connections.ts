import type { FastifyInstance } from 'fastify'

/** A line of log says it, at most so often. */
const sayMs = 5_000

/** Takes no more connections than this. Where they are all taken, those that are idle are closed, to make room for the next. */
export function limitConnections(app: FastifyInstance, maxConnections: number): void {
  const { server } = app
  server.maxConnections = maxConnections
  let saidAt = Number.NEGATIVE_INFINITY
  server.on('drop', () => {
    server.closeIdleConnections()
    const now = performance.now()
    if (now - saidAt < sayMs) return
    saidAt = now
    app.log.warn({ event: 'http:max-connections', maxConnections })
  })
}
