import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { type Accounts, findAccount } from '../accounts/find-account.js'
import { routeOf } from './route-of.js'

/** What has come of following Hi Platform's report. */
export const reportRoutes: FastifyPluginAsyncZod<{ readonly accounts: Accounts }> = async (
  app,
  { accounts },
) => {
  app.route({
    ...routeOf('getReport'),
    handler: ({ params: { account } }) => findAccount(accounts, account).report(),
  })
}
