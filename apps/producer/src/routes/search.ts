import { InvalidMessageError, type SearchBy } from '@disparo/core'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { type Accounts, findAccount } from '../accounts/find-account.js'
import { invalidRequest } from '../problem/invalid-request.js'
import { acceptJson } from './read-body.js'
import { routeOf } from './route-of.js'

const bodyLimitBytes = 4_096

/** Messages of a person or of a key. */
export const searchRoutes: FastifyPluginAsyncZod<{ readonly accounts: Accounts }> = async (
  app,
  { accounts },
) => {
  acceptJson(app, bodyLimitBytes)

  app.route({
    ...routeOf('searchMessages'),
    handler: async ({ params: { account }, query, body }) => {
      // The schema has seen that it has one of them.
      const found = await findAccount(accounts, account)
        .search(body as SearchBy, query)
        .catch((error: unknown) => {
          throw error instanceof InvalidMessageError ? invalidRequest('body', error.problems) : error
        })
      return { ...found, messages: [...found.messages] }
    },
  })
}
