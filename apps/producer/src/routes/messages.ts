import { randomUUID } from 'node:crypto'
import { RedisUnavailableError } from '@disparo/core'
import { type FastifyPluginAsyncZod, validatorCompiler } from 'fastify-type-provider-zod'
import { ProblemError } from '../problem/problem-error.js'
import { storageProblem } from '../problem/storage-problem.js'
import { MessageAnswer, problemAnswers, SendAnswer } from './answers.js'
import { estimateAfter } from './estimate.js'
import { type Accounts, findAccount } from './find-account.js'
import { MessageBody, readMessageBody } from './message-body.js'
import { acceptJson } from './read-body.js'
import { AccountParams, IdParams, KeyHeaders } from './requests.js'

export interface MessageRouteOptions {
  readonly accounts: Accounts
  readonly bodyLimitBytes: number
}

/** The library judges the message, by the rules of its account; the body's schema is what the documentation shows. */
const allButBody: typeof validatorCompiler = (part) =>
  part.httpPart === 'body' ? (value: unknown) => ({ value }) : validatorCompiler(part)

/** One message: enqueue it, and ask what became of it. */
export const messageRoutes: FastifyPluginAsyncZod<MessageRouteOptions> = async (app, options) => {
  acceptJson(app, options.bodyLimitBytes)
  app.setValidatorCompiler(allButBody)

  app.post(
    '/v1/accounts/:account/messages',
    {
      config: { role: 'send' },
      schema: {
        operationId: 'sendMessage',
        tags: ['messages'],
        summary: 'Enqueue one message',
        description:
          'The body is that of the REST API of Hi Platform, or the friendly form, plus `lane`, `sendAt` and `expiresAt`.',
        params: AccountParams,
        headers: KeyHeaders,
        body: MessageBody,
        response: {
          202: SendAnswer,
          ...problemAnswers(
            'malformed-body',
            'invalid-request',
            'unknown-account',
            'body-too-large',
            'unsupported-media-type',
            'invalid-message',
            'key-reused',
            'too-many-messages',
            'quota-exceeded',
            'storage-unavailable',
            'data-key-missing',
          ),
        },
      },
    },
    async (request, reply) => {
      const disparo = findAccount(options.accounts, request.params.account)
      if (request.body === undefined || request.body === null)
        throw new ProblemError('malformed-body', { detail: 'The body is empty: send JSON.' })
      const { message, terms } = await readMessageBody(disparo, request.body)
      const given = request.headers['idempotency-key']
      const key = given ?? randomUUID()
      const newKey = given === undefined
      const receipt = await disparo.send(message, { ...terms, key, newKey }).catch((error: unknown) => {
        throw error instanceof RedisUnavailableError ? repeatable(error, key) : error
      })
      const estimatedSendAt = receipt.created
        ? await estimateAfter(disparo, receipt.lane, terms.sendAt)
        : undefined
      reply.code(202).header('location', `/v1/accounts/${disparo.account}/messages/${receipt.id}`)
      return { ...receipt, ...(estimatedSendAt ? { estimatedSendAt } : {}) }
    },
  )

  app.get(
    '/v1/accounts/:account/messages/:id',
    {
      config: { role: 'read' },
      schema: {
        operationId: 'getMessage',
        tags: ['messages'],
        summary: 'What became of a message',
        params: IdParams,
        response: {
          200: MessageAnswer,
          ...problemAnswers('unknown-account', 'unknown-message', 'storage-unavailable'),
        },
      },
    },
    async (request) => {
      const { account, id } = request.params
      const state = await findAccount(options.accounts, account).status(id)
      if (state) return state
      throw unknownMessage()
    },
  )
}

export function unknownMessage(): ProblemError {
  return new ProblemError('unknown-message', {
    detail: 'This account has no message of this id, or had it too long ago.',
  })
}

/** Redis may have taken the message just before it went away, so repeating needs the key, even one made here. */
function repeatable(cause: RedisUnavailableError, idempotencyKey: string): ProblemError {
  const detail = 'Try again with the Idempotency-Key below: the message is not sent twice.'
  return storageProblem(cause, { detail, idempotencyKey })
}
