import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { MessageAnswer, problemAnswers } from './answers.js'
import { type Accounts, findAccount } from './find-account.js'
import { unknownMessage } from './messages.js'
import { acceptJson } from './read-body.js'
import { AccountParams, IdParams, PageQuery } from './requests.js'

const UnknownAnswer = z.object({ messages: z.array(MessageAnswer) }).meta({ id: 'UnknownMessages' })

const ResolveBody = z.strictObject({
  as: z.enum(['accepted', 'resend'], 'must be accepted (it was sent) or resend (it was not)').meta({
    description: '`accepted`: it was sent. `resend`: it was not, and is sent again.',
  }),
})

const bodyLimitBytes = 4_096

/** Messages of which nobody knows whether they were sent, and somebody's word for it. */
export const unknownRoutes: FastifyPluginAsyncZod<{ readonly accounts: Accounts }> = async (
  app,
  { accounts },
) => {
  acceptJson(app, bodyLimitBytes)

  app.get(
    '/v1/accounts/:account/unknown',
    {
      config: { role: 'read' },
      schema: {
        operationId: 'getUnknown',
        tags: ['messages'],
        summary: 'Messages in doubt, those longest in it first',
        params: AccountParams,
        querystring: PageQuery.pick({ limit: true }),
        response: {
          200: UnknownAnswer,
          ...problemAnswers('invalid-request', 'unknown-account', 'storage-unavailable'),
        },
      },
    },
    async (request) => {
      const limit = Number(request.query.limit)
      return { messages: await findAccount(accounts, request.params.account).unknown({ limit }) }
    },
  )

  app.post(
    '/v1/accounts/:account/messages/:id/resolve',
    {
      config: { role: 'operate' },
      schema: {
        operationId: 'resolveMessage',
        tags: ['messages'],
        summary: 'Say what became of a message in doubt',
        description: 'Who said so (the name of the user) and when is kept with the message.',
        params: IdParams,
        body: ResolveBody,
        response: {
          200: MessageAnswer,
          ...problemAnswers(
            'malformed-body',
            'invalid-request',
            'unknown-account',
            'unknown-message',
            'not-unknown',
            'body-too-large',
            'unsupported-media-type',
            'storage-unavailable',
          ),
        },
      },
    },
    async (request) => {
      const { account, id } = request.params
      const by = request.user?.name ?? 'nobody'
      const state = await findAccount(accounts, account).resolve(id, { as: request.body.as, by })
      if (!state) throw unknownMessage()
      // What the message itself says of it goes with its next status.
      request.log.info({ event: 'message:resolved', account, id, as: request.body.as, user: by })
      return state
    },
  )
}
