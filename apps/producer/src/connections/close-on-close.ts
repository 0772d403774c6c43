import type { FastifyInstance } from 'fastify'

/**
 * While the app closes, an answer ends its connection: kept alive, it would hold the server open until its timeout,
 * since only the connections that are idle at the beginning are closed by it.
 */
export function closeConnectionsOnClose(app: FastifyInstance): void {
  let closing = false
  app.addHook('preClose', async () => {
    closing = true
  })
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close')
  })
}
