import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { refuseSocket } from '../problem/answer-client-error.js'
import { hasArrived } from './close-unread.js'

/** What a body must do to be waited for. */
export interface SlowBodyTerms {
  readonly bytesPerSecond: number
  /** It may be behind that by so long. */
  readonly graceMs: number
}

/** Slower than any line is. A table that a program makes as it goes may pause for a while. */
export const slowBodyTerms: SlowBodyTerms = { bytesPerSecond: 512, graceMs: 20_000 }

interface Watched {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  /** Of the connection, when it was looked at last. */
  bytes: number
  behindMs: number
}

/** Ends requests whose bodies drip. Time in which it is we who do not read is not counted. */
export function endSlowBodies(app: FastifyInstance, { bytesPerSecond, graceMs }: SlowBodyTerms): void {
  const watched = new Map<FastifyRequest, Watched>()
  const everyMs = Math.min(1_000, graceMs / 4)
  let lookedAt = performance.now()
  const timer = setInterval(() => {
    const elapsedMs = performance.now() - lookedAt
    lookedAt += elapsedMs
    for (const body of watched.values()) look(body, elapsedMs)
  }, everyMs).unref()

  function look(body: Watched, elapsedMs: number): void {
    const { request, reply } = body
    const { raw } = request
    if (raw.complete || raw.destroyed) return void watched.delete(request)
    const bytes = raw.socket.bytesRead - body.bytes
    body.bytes += bytes
    if (raw.readableLength > 0) return
    // A process that stood still, as a laptop does, has not waited.
    const waitedMs = Math.min(elapsedMs, 2 * everyMs)
    body.behindMs = Math.max(0, body.behindMs + waitedMs - (bytes / bytesPerSecond) * 1_000)
    if (body.behindMs > graceMs) end(request, reply)
  }

  function end(request: FastifyRequest, reply: FastifyReply): void {
    watched.delete(request)
    request.log.warn({ event: 'http:slow-body', route: request.routeOptions.url ?? 'unknown' })
    if (!reply.raw.headersSent) refuseSocket(request.raw.socket, 'request-too-slow', request.id)
    request.raw.destroy()
  }

  app.addHook('onRequest', (request, reply, done) => {
    if (!hasArrived(request.raw)) {
      watched.set(request, { request, reply, bytes: request.raw.socket.bytesRead, behindMs: 0 })
    }
    done()
  })
  app.addHook('onResponse', (request, _reply, done) => {
    watched.delete(request)
    done()
  })
  app.addHook('onClose', async () => clearInterval(timer))
}
