import { randomBytes } from 'node:crypto'
import { DataKeyMissingError, QuotaExceededError, RedisUnavailableError } from '@disparo/core'
import { InvalidXmlError, renderErrorAnswer, XmlRequestError } from '@disparo/hi-platform/xml'
import { BrokenInputError } from '@disparo/rows'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { TooBusyError } from '../../limits/too-busy-error.js'
import { EncodedBodyError } from '../../problem/encoded-body-error.js'
import { faultFields } from '../../problem/fault-fields.js'
import { outageFields } from '../../problem/outage-fields.js'
import { outageMessage } from '../outage-message.js'
import { retryAfter } from '../retry-after.js'
import { refusalId, XmlRefusalError } from './refusal-error.js'

export const xmlType = 'text/xml; charset=UTF-8'

const redisBackMs = 5_000
/** Somebody has to mend it first. */
const keyBackMs = 60_000

/** What `KEY` means is documented nowhere; the seed's samples have 28 hex digits. */
export function answerKey(): string {
  return randomBytes(14).toString('hex')
}

/**
 * Every error of the drop-in leaves in the envelope of seed 000, in the user's case once the user is known, and faults of ours
 * are logged.
 * @param trans - what the request asked for, where it could be read
 */
export function answerXmlRefusal(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  trans: string | undefined = error instanceof XmlRequestError ? error.trans : undefined,
): FastifyReply {
  const { status, reason, message, details } = refusalOf(error)
  if (status === 500) request.log.error({ event: 'http:failed', ...faultFields(error) })
  else if (error instanceof DataKeyMissingError)
    request.log.error({ event: 'http:data-key-missing', keyId: error.keyId })
  else if (isRedisAway(error)) request.log.warn({ event: 'redis:unavailable', ...outageFields(error) })
  else if (error instanceof XmlRefusalError && error.cause instanceof QuotaExceededError)
    request.log.warn({ event: 'quota:exceeded', quota: error.cause.quota })
  // The line of the answer says 200, as for a request that was taken.
  else if (status === 200) request.log.info({ event: 'xml:refused', reason })
  return reply
    .code(status)
    .headers(details.headers ?? {})
    .type(xmlType)
    .serializer(String)
    .send(
      renderErrorAnswer({
        key: answerKey(),
        trans,
        id: refusalId[reason],
        mensagem: message,
        xmlCase: request.user?.xmlCase,
      }),
    )
}

export function answerNoXmlRoute(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const message = 'Endereço ou método não encontrado: envie por POST para /emkt/int/integracao.php'
  return answerXmlRefusal(new XmlRefusalError(404, 'path', message), request, reply)
}

function isRedisAway(error: unknown): boolean {
  const cause = error instanceof XmlRefusalError ? error.cause : error
  return cause instanceof RedisUnavailableError
}

/** Decided by the error's type and code. Unknown ones tell nothing. */
function refusalOf(error: unknown): XmlRefusalError {
  if (error instanceof XmlRefusalError) return error
  if (error instanceof InvalidXmlError) return new XmlRefusalError(200, 'document', error.message)
  if (error instanceof XmlRequestError) {
    const isTransaction = error.problems.some(({ campo }) => campo === 'trans')
    return new XmlRefusalError(200, isTransaction ? 'transaction' : 'fields', error.message)
  }
  if (error instanceof RedisUnavailableError) {
    const headers = retryAfter(redisBackMs)
    return new XmlRefusalError(503, 'outage', `${outageMessage(error)}: tente de novo em instantes`, {
      headers,
    })
  }
  if (error instanceof DataKeyMissingError) {
    const message = 'Falta uma chave de dados no serviço: avise o operador e tente de novo'
    return new XmlRefusalError(503, 'outage', message, { headers: retryAfter(keyBackMs) })
  }
  if (error instanceof TooBusyError) {
    const message = 'Muitos envios grandes ao mesmo tempo: tente de novo em instantes'
    return new XmlRefusalError(503, 'outage', message, { headers: retryAfter(error.retryAfterMs) })
  }
  if (error instanceof EncodedBodyError) {
    const message = 'O corpo deve vir sem compressão: envie-o sem Content-Encoding'
    return new XmlRefusalError(415, 'unreadable', message)
  }
  return frameworkRefusal(error)
}

function frameworkRefusal(error: unknown): XmlRefusalError {
  const { statusCode = 500 } = error as { statusCode?: number }
  if (error instanceof BrokenInputError || (statusCode >= 400 && statusCode < 500)) {
    return new XmlRefusalError(400, 'unreadable', 'A requisição não chegou inteira ou não pode ser lida')
  }
  return new XmlRefusalError(500, 'internal', 'Erro interno')
}
