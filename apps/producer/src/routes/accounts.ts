import { maySee, type User } from '@disparo/service/users'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { type Accounts, findAccount } from '../accounts/find-account.js'
import { routeOf } from './route-of.js'

/** Which accounts there are for a user, what is to be done in all of them begins here; and how one stands. */
export const accountRoutes: FastifyPluginAsyncZod<{ readonly accounts: Accounts }> = async (
  app,
  { accounts },
) => {
  app.route({
    ...routeOf('listAccounts'),
    handler: async (request) => {
      const user = request.user as User
      return { accounts: [...accounts.keys()].filter((name) => maySee(user, name)) }
    },
  })

  app.route({
    ...routeOf('getAccount'),
    handler: async ({ params: { account } }) => {
      const { gate, sentByMinute, workers, holdups, ...state } = await findAccount(
        accounts,
        account,
      ).accountState()
      return {
        ...state,
        ...{ sentByMinute: [...sentByMinute], workers: [...workers], holdups: [...holdups] },
        gate: { ...gate, restingTemplates: [...gate.restingTemplates] },
      }
    },
  })
}
