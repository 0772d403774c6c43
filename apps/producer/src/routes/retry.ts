import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { MessageAnswer, problemAnswers } from './answers.js'
import { type Accounts, findAccount } from './find-account.js'
import { unknownMessage } from './messages.js'
import { IdParams } from './requests.js'

/** A message that failed is sent again; the board does so with many. */
export const retryRoutes: FastifyPluginAsyncZod<{ readonly accounts: Accounts }> = async (
  app,
  { accounts },
) => {
  app.post(
    '/v1/accounts/:account/messages/:id/retry',
    {
      config: { role: 'operate' },
      schema: {
        operationId: 'retryMessage',
        tags: ['messages'],
        summary: 'Send a message that failed again',
        params: IdParams,
        response: {
          200: MessageAnswer,
          ...problemAnswers('unknown-account', 'unknown-message', 'cannot-retry', 'storage-unavailable'),
        },
      },
    },
    async (request) => {
      const { account, id } = request.params
      const state = await findAccount(accounts, account).retry(id)
      if (!state) throw unknownMessage()
      request.log.info({ event: 'message:retried', account, id, user: request.user?.name })
      return state
    },
  )
}
