import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { type Accounts, findAccount } from '../accounts/find-account.js'
import { routeOf } from './route-of.js'

/** The templates that messages are checked against. */
export const templateRoutes: FastifyPluginAsyncZod<{ readonly accounts: Accounts }> = async (
  app,
  { accounts },
) => {
  app.route({
    ...routeOf('listTemplates'),
    handler: async ({ params: { account }, query }) => {
      const page = await findAccount(accounts, account).templates(query)
      return { ...page, problems: [...page.problems], templates: page.templates.map(plain) }
    },
  })

  app.route({
    ...routeOf('syncTemplates'),
    handler: async (request) => {
      const { account } = request.params
      const sync = await findAccount(accounts, account).syncTemplates({ by: request.user?.name })
      request.log.info({ event: 'templates:asked', account, synced: sync.synced, user: request.user?.name })
      return { ...sync, problems: [...sync.problems] }
    },
  })
}

type Listed = Awaited<ReturnType<ReturnType<typeof findAccount>['templates']>>['templates'][number]

/** As it is answered, where lists may be changed. */
function plain({ variables, buttons, ...template }: Listed) {
  return { ...template, ...(variables && { variables: [...variables] }), buttons: [...buttons] }
}
