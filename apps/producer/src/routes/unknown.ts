import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { type Accounts, findAccount } from '../accounts/find-account.js'
import { unknownMessage } from './messages.js'
import { acceptJson } from './read-body.js'
import { routeOf } from './route-of.js'

/** A thousand ids of 200 characters, JSON around them. */
const manyLimitBytes = 262_144
const bodyLimitBytes = 4_096

/** Messages of which nobody knows whether they were sent, and somebody's word for it. */
export const unknownRoutes: FastifyPluginAsyncZod<{ readonly accounts: Accounts }> = async (
  app,
  { accounts },
) => {
  acceptJson(app, manyLimitBytes)

  app.route({
    ...routeOf('getUnknown'),
    handler: async ({ params: { account }, query }) => ({
      messages: await findAccount(accounts, account).unknown(query),
    }),
  })

  app.route({
    ...routeOf('resolveMany'),
    handler: async (request) => {
      const { account } = request.params
      const { as, ids, batch, request: name } = request.body
      const by = request.user?.name ?? 'nobody'
      const which = ids ? { ids } : batch !== undefined ? { batch } : { request: name ?? '' }
      const done = await findAccount(accounts, account).resolveMany(which, { as, by })
      const { resolved, more } = done
      request.log.info({
        event: 'messages:resolved',
        account,
        batch,
        request: name,
        as,
        user: by,
        resolved,
        more,
      })
      return { ...done, notUnknown: [...done.notUnknown], results: [...done.results] }
    },
  })

  app.route({
    ...routeOf('resolveMessage'),
    bodyLimit: bodyLimitBytes,
    handler: async (request) => {
      const { account, id } = request.params
      const by = request.user?.name ?? 'nobody'
      const state = await findAccount(accounts, account).resolve(id, { as: request.body.as, by })
      if (!state) throw unknownMessage()
      // What the message itself says of it goes with its next status.
      request.log.info({ event: 'message:resolved', account, id, as: request.body.as, user: by })
      return state
    },
  })
}
