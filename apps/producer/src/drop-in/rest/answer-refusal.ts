import {
  DataKeyMissingError,
  InvalidMessageError,
  KeyReusedError,
  QuotaExceededError,
  RedisUnavailableError,
} from '@disparo/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { EncodedBodyError } from '../../problem/encoded-body-error.js'
import { faultFields } from '../../problem/fault-fields.js'
import { outageFields } from '../../problem/outage-fields.js'
import { outageMessage } from '../outage-message.js'
import { exhaustedHeaders } from '../request-quota.js'
import { retryAfter } from '../retry-after.js'
import { errorEnvelope } from './envelope.js'
import { refusedField } from './field-rules.js'
import { invalidParameters, RefusalError } from './refusal-error.js'

const redisBackMs = 5_000
/** Somebody has to mend it first. */
const keyBackMs = 60_000

/** The drop-in's error handler: every error leaves in the envelope, and faults of ours are logged. */
export function answerRefusal(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, message, details } = refusalOf(error, request.body)
  if (status === 500) request.log.error({ event: 'http:failed', ...faultFields(error) })
  if (error instanceof QuotaExceededError) request.log.warn({ event: 'quota:exceeded', quota: error.quota })
  if (error instanceof DataKeyMissingError)
    request.log.error({ event: 'http:data-key-missing', keyId: error.keyId })
  if (isRedisAway(error)) request.log.warn({ event: 'redis:unavailable', ...outageFields(error) })
  return reply
    .code(status)
    .headers(details.headers ?? {})
    .type('application/json; charset=utf-8')
    .serializer(JSON.stringify)
    .send(errorEnvelope(message, details.fields, details.idempotencyKey))
}

export function answerNoRoute(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return answerRefusal(new RefusalError(404, 'Recurso não encontrado'), request, reply)
}

function isRedisAway(error: unknown): boolean {
  const cause = error instanceof RefusalError ? error.cause : error
  return cause instanceof RedisUnavailableError
}

/** Decided by the error's type and code. Unknown ones tell nothing. */
function refusalOf(error: unknown, body: unknown): RefusalError {
  if (error instanceof RefusalError) return error
  if (error instanceof InvalidMessageError) {
    return invalidParameters(error.problems.map((problem) => refusedField(problem, body)))
  }
  if (error instanceof KeyReusedError) {
    return invalidParameters([{ path: 'Idempotency-Key', rule: 'já foi usada em outra mensagem' }])
  }
  if (error instanceof QuotaExceededError) {
    const { retryAfterMs } = error
    const headers = { ...retryAfter(retryAfterMs), ...exhaustedHeaders(retryAfterMs) }
    return new RefusalError(429, 'Limite de mensagens da conta atingido: tente de novo mais tarde', {
      headers,
    })
  }
  if (error instanceof RedisUnavailableError) {
    const headers = retryAfter(redisBackMs)
    return new RefusalError(503, `${outageMessage(error)}: tente de novo em instantes`, { headers })
  }
  if (error instanceof DataKeyMissingError) {
    return new RefusalError(503, 'Falta uma chave de dados no serviço: avise o operador e tente de novo', {
      headers: retryAfter(keyBackMs),
    })
  }
  if (error instanceof EncodedBodyError) {
    return new RefusalError(415, 'O corpo deve vir sem compressão: envie-o sem Content-Encoding')
  }
  return frameworkRefusal(error)
}

function frameworkRefusal(error: unknown): RefusalError {
  const { statusCode = 500 } = error as { statusCode?: number }
  if (statusCode === 413) return new RefusalError(413, 'O corpo da requisição é grande demais')
  if (statusCode >= 400 && statusCode < 500) {
    return new RefusalError(400, 'A requisição não chegou inteira ou não pode ser lida')
  }
  return new RefusalError(500, 'Erro interno')
}
