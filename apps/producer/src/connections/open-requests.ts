import type { FastifyInstance } from 'fastify'

export interface OpenRequests {
  /** Knows the requests of this app from now on. Before any route is registered. */
  track(app: FastifyInstance): void
  /** Until every request that is open now has been answered, or has lost its connection. */
  ended(): Promise<void>
}

/** Which requests are open, so that what they work with is closed after them. */
export function createOpenRequests(): OpenRequests {
  const open = new Set<Promise<void>>()
  return {
    track: (app) => {
      app.addHook('onRequest', async (_request, reply) => {
        const closed = new Promise<void>((resolve) => reply.raw.once('close', resolve))
        open.add(closed)
        void closed.then(() => open.delete(closed))
      })
    },
    ended: async () => {
      await Promise.all(open)
    },
  }
}
