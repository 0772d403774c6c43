import { randomUUID } from 'node:crypto'
import { type MessageInput, RedisUnavailableError } from '@disparo/core'
import type { User } from '@disparo/service/users'
import type { FastifyInstance, onRequestAsyncHookHandler } from 'fastify'
import { type AddressBook, findByAddress } from '../account-address.js'
import { outageMessage } from '../outage-message.js'
import { retryAfter } from '../retry-after.js'
import { ok } from './envelope.js'
import { invalidParameters, RefusalError } from './refusal-error.js'
import { readSendHeaders } from './send-headers.js'

interface SendTemplateOptions {
  readonly book: AddressBook
  readonly onRequest: onRequestAsyncHookHandler
}

/**
 * POST message/template (seed 001, "Envio de HSM"). The seed's 200 is "Mensagem enfilerada para envio": here that means
 * enqueued durably by us. Its body is documented nowhere; this one is the report's envelope with the message's id.
 */
export function sendTemplateRoute(app: FastifyInstance, { book, onRequest }: SendTemplateOptions): void {
  app.post<{ Params: { configId: string } }>(
    '/message/template/:configId',
    { onRequest, schema: { hide: true } },
    async (request) => {
      const found = findByAddress(book, request.user as User, withConfigId(request.params.configId))
      if (!found) throw unknownConfigId()
      const terms = readSendHeaders(request.headers, Date.now())
      const key = terms.key ?? randomUUID()
      const newKey = terms.key === undefined
      const { id } = await found.disparo
        .send(dropEmptyFields(request.body) as MessageInput, { ...terms, key, newKey })
        .catch((error: unknown) => {
          throw error instanceof RedisUnavailableError ? repeatable(error, key) : error
        })
      return ok({ id })
    },
  )
}

/** One of the seed's examples ends its URL with a space. */
function withConfigId(written: string) {
  const configId = written.trim()
  return (address: { readonly configId: string }) => address.configId === configId
}

/** The seed's table names `config_id` as a required parameter, and 400 for parameters that are not valid. */
function unknownConfigId(): RefusalError {
  return invalidParameters([{ path: 'config_id', rule: 'não é de uma conta que este usuário pode usar' }])
}

/** Redis may have taken the message just before it went away, so repeating needs the key, even one made here. */
function repeatable(cause: RedisUnavailableError, idempotencyKey: string): RefusalError {
  const message = `${outageMessage(cause)}: repita com o header Idempotency-Key abaixo, e a mensagem não será enviada duas vezes`
  return new RefusalError(503, message, { headers: retryAfter(5_000), idempotencyKey }, { cause })
}

/** Seed 001's optional fields. */
const optional: ReadonlySet<string> = new Set(['category', 'components', 'externalLabel'])

/** The body without optional fields that are null or empty: programs write so what they do not use. */
function dropEmptyFields(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body
  const isEmpty = ([name, value]: [string, unknown]) => optional.has(name) && (value === null || value === '')
  return Object.fromEntries(Object.entries(body).filter((field) => !isEmpty(field)))
}
