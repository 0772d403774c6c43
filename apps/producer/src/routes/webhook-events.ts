import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { type Accounts, findAccount } from '../accounts/find-account.js'
import { routeOf } from './route-of.js'

/** What Hi Broker's webhook said that no message is known of. It names people, and may quote them: for operators. */
export const webhookEventRoutes: FastifyPluginAsyncZod<{ readonly accounts: Accounts }> = async (
  app,
  { accounts },
) => {
  app.route({
    ...routeOf('getUnmatchedEvents'),
    handler: async ({ params: { account }, query }) => {
      const { events, ...page } = await findAccount(accounts, account).unmatchedEvents(query)
      return { ...page, events: [...events] }
    },
  })
}
