import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { type Accounts, findAccount } from '../accounts/find-account.js'
import { ProblemError } from '../problem/problem-error.js'
import { routeOf } from './route-of.js'

/** What became of a batch: its counts, and its messages page by page. */
export const batchStateRoutes: FastifyPluginAsyncZod<{ readonly accounts: Accounts }> = async (
  app,
  { accounts },
) => {
  app.route({
    ...routeOf('getBatch'),
    handler: async ({ params: { account, id } }) => {
      const state = await findAccount(accounts, account).batch(id)
      if (!state) throw unknownBatch()
      return { ...state, counts: { ...state.counts } }
    },
  })

  app.route({
    ...routeOf('getBatchMessages'),
    handler: async ({ params: { account, id }, query }) => {
      const found = await findAccount(accounts, account).batchMessages(id, query)
      if (!found) throw unknownBatch()
      return { ...found, messages: [...found.messages] }
    },
  })

  app.route({
    ...routeOf('getRejectedRows'),
    handler: async ({ params: { account, id }, query }) => {
      const found = await findAccount(accounts, account).batchRejected(id, query)
      if (!found) throw unknownBatch()
      return { ...found, rejected: [...found.rejected] }
    },
  })
}

export function unknownBatch(): ProblemError {
  return new ProblemError('unknown-batch', {
    detail: 'This account has no batch of this id, or had it too long ago.',
  })
}
