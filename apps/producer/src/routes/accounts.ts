import { maySee, type User } from '@disparo/service/users'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { problemAnswers } from './answers.js'
import type { Accounts } from './find-account.js'

const AccountsAnswer = z
  .object({
    accounts: z.array(z.string()).meta({ description: 'Their names, in the order of configuration.' }),
  })
  .meta({ id: 'Accounts' })

/** Which accounts there are for a user: what is to be done in all of them begins here. */
export const accountRoutes: FastifyPluginAsyncZod<{ readonly accounts: Accounts }> = async (
  app,
  { accounts },
) => {
  app.get(
    '/v1/accounts',
    {
      config: { role: 'operate' },
      schema: {
        operationId: 'listAccounts',
        tags: ['messages'],
        summary: 'The accounts that you may operate',
        response: { 200: AccountsAnswer, ...problemAnswers() },
      },
    },
    async (request) => {
      const user = request.user as User
      return { accounts: [...accounts.keys()].filter((name) => maySee(user, name)) }
    },
  )
}
