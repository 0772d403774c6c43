import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { type Accounts, findAccount } from '../accounts/find-account.js'
import { acceptJson } from './read-body.js'
import { routeOf } from './route-of.js'

const bodyLimitBytes = 4_096

/** How the callbacks of an account stand, and delivering again what its receiver did not take. */
export const callbackRoutes: FastifyPluginAsyncZod<{ readonly accounts: Accounts }> = async (
  app,
  { accounts },
) => {
  acceptJson(app, bodyLimitBytes)

  app.route({
    ...routeOf('getCallbacks'),
    handler: ({ params: { account } }) => findAccount(accounts, account).callbacks(),
  })

  app.route({
    ...routeOf('replayCallbacks'),
    handler: async ({ params: { account }, body, user }, reply) => {
      const since = body?.since
      const disparo = findAccount(accounts, account)
      const receipt = await disparo.replayCallbacks({
        ...(since !== undefined && { since: new Date(since) }),
        by: user?.name,
      })
      return reply.code(202).send(receipt)
    },
  })
}
