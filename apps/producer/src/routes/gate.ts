import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { type Accounts, findAccount } from '../accounts/find-account.js'
import { routeOf } from './route-of.js'

/** Whether an account may send now, and how much. */
export const gateRoutes: FastifyPluginAsyncZod<{ readonly accounts: Accounts }> = async (
  app,
  { accounts },
) => {
  app.route({
    ...routeOf('getGate'),
    handler: async ({ params: { account } }) => {
      const { restingTemplates, ...gate } = await findAccount(accounts, account).gate()
      return { ...gate, restingTemplates: [...restingTemplates] }
    },
  })
}
