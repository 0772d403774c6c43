import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { type Accounts, findAccount } from '../accounts/find-account.js'
import { unknownMessage } from './messages.js'
import { routeOf } from './route-of.js'

/** A message that failed is sent again; the board does so with many. */
export const retryRoutes: FastifyPluginAsyncZod<{ readonly accounts: Accounts }> = async (
  app,
  { accounts },
) => {
  app.route({
    ...routeOf('retryMessage'),
    handler: async (request) => {
      const { account, id } = request.params
      const state = await findAccount(accounts, account).retry(id, { by: request.user?.name })
      if (!state) throw unknownMessage()
      request.log.info({ event: 'message:retried', account, id, user: request.user?.name })
      return state
    },
  })
}
