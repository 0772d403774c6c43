import { randomUUID } from 'node:crypto'
import { RedisUnavailableError, type SendReceipt } from '@disparo/core'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { type Accounts, findAccount } from '../accounts/find-account.js'
import { ProblemError } from '../problem/problem-error.js'
import { storageProblem } from '../problem/storage-problem.js'
import { estimateAfter } from './estimate.js'
import { readMessageBody } from './message-body.js'
import { acceptJson } from './read-body.js'
import { routeOf } from './route-of.js'
import { validateRequest } from './validate-request.js'

interface MessageRouteOptions {
  readonly accounts: Accounts
  readonly bodyLimitBytes: number
}

/** The library judges the message, by the rules of its account; the body's schema is what the documentation shows. */
const allButBody: typeof validateRequest = (part) =>
  part.httpPart === 'body' ? (value: unknown) => ({ value }) : validateRequest(part)

/** One message: enqueue it, and ask what became of it. */
export const messageRoutes: FastifyPluginAsyncZod<MessageRouteOptions> = async (app, options) => {
  acceptJson(app, options.bodyLimitBytes)
  app.setValidatorCompiler(allButBody)

  app.route({
    ...routeOf('sendMessage'),
    // What the handler makes is what the schema says: to check every answer would cost as much as to read the request.
    serializerCompiler: () => (receipt) => JSON.stringify(receipt),
    handler: async (request, reply) => {
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
        ? await estimateAfter(disparo, receipt.lane, laterOf(terms.sendAt, receipt))
        : undefined
      reply.code(202).header('location', `/v1/accounts/${disparo.account}/messages/${receipt.id}`)
      return { ...receipt, ...(estimatedSendAt ? { estimatedSendAt } : {}) }
    },
  })

  app.route({
    ...routeOf('getMessage'),
    handler: async (request) => {
      const { account, id } = request.params
      const state = await findAccount(options.accounts, account).status(id)
      if (state) return state
      throw unknownMessage()
    },
  })
}

function laterOf(
  sendAt: Date | undefined,
  { quietUntil, cappedUntil }: Pick<SendReceipt, 'quietUntil' | 'cappedUntil'>,
): Date | undefined {
  const times = [sendAt, quietUntil, cappedUntil].flatMap((each) => (each ? [new Date(each).getTime()] : []))
  return times.length === 0 ? undefined : new Date(Math.max(...times))
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
