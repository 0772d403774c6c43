import { problemType, statusOf } from '@disparo/api'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { explainError } from './explain-error.js'
import { faultFields } from './fault-fields.js'
import { outageFields } from './outage-fields.js'
import { problem } from './problem.js'
import { ProblemError } from './problem-error.js'

/** The one error handler: every error leaves as problem+json (RFC 9457), and faults of ours are logged. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { kind, details, retryAfterMs } = explainError(error)
  if (kind === 'internal') request.log.error({ event: 'http:failed', ...faultFields(error) })
  if (kind === 'data-key-missing') request.log.error({ event: 'http:data-key-missing', keyId: details.keyId })
  if (kind === 'broken-input') request.log.warn({ event: 'batch:interrupted', batch: details.batch })
  if (kind === 'storage-unavailable' || kind === 'storage-full')
    request.log.warn({ event: 'redis:unavailable', ...outageFields(error) })
  if (kind === 'too-many-messages' || kind === 'quota-exceeded') {
    request.log.warn({ event: 'quota:exceeded', quota: details.quota })
  }
  if (kind === 'too-many-failures') request.log.warn({ event: 'login:throttled', from: request.ip })
  if (retryAfterMs !== undefined) reply.header('retry-after', Math.ceil(retryAfterMs / 1000))
  // Serialized here: a problem must not depend on what the route declares to answer.
  return reply
    .code(statusOf(kind))
    .type(problemType)
    .serializer(JSON.stringify)
    .send(problem(kind, request.id, details))
}

export function answerUnknownRoute(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = new ProblemError('unknown-route', {
    detail: 'Nothing answers this method and path. The routes are listed at /docs.',
  })
  return answerProblem(error, request, reply)
}
