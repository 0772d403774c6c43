import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { type Accounts, findAccount } from '../accounts/find-account.js'
import { routeOf } from './route-of.js'

/** Who did what. */
export const auditRoutes: FastifyPluginAsyncZod<{ readonly accounts: Accounts }> = async (
  app,
  { accounts },
) => {
  app.route({
    ...routeOf('listActs'),
    handler: async ({ params: { account }, query }) => {
      const { acts, ...page } = await findAccount(accounts, account).audit(query)
      return { ...page, acts: [...acts] }
    },
  })
}
