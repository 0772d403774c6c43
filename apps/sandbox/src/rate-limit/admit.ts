import type { FastifyReply } from 'fastify'
import { type RateLimit, rateLimitHeaders } from './rate-limit.js'

/** Takes from the limit, says on the answer what is left of it, and makes it a 429 when there was nothing. */
export function admit(limit: RateLimit, reply: FastifyReply, now: number): boolean {
  const admitted = limit.take(now)
  reply.headers(rateLimitHeaders(limit.read(now)))
  if (!admitted) reply.code(429).type('text/plain; charset=utf-8')
  return admitted
}
