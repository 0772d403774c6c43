import { mostResolved } from '@disparo/core/internal/queue'
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

const atMost = `1 to ${mostResolved} ids`
const ResolveManyBody = ResolveBody.extend({
  ids: z
    .array(z.string().min(1).max(200))
    .min(1, `must have ${atMost}`)
    .max(mostResolved, `must have ${atMost}`)
    .optional(),
  batch: z.string().min(1).max(200).optional(),
  request: z.string().min(1).max(200).optional().meta({
    description: 'Over XML: the `identificador` of a request of many messages.',
  }),
}).refine(
  ({ ids, batch, request }) => [ids, batch, request].filter((each) => each !== undefined).length === 1,
  {
    message: 'must have one of ids, batch and request',
  },
)

const ResolveManyAnswer = z
  .object({
    resolved: z.int().meta({ description: 'Doubts that this request has ended, 1,000 at most.' }),
    notUnknown: z
      .array(z.string())
      .meta({ description: 'Of `ids`: those that are not in doubt, or not known. They stay as they are.' }),
    more: z.boolean().meta({ description: 'More of the batch or request may be in doubt: ask again.' }),
  })
  .meta({ id: 'DoubtsResolved' })

/** A thousand ids of 200 characters, JSON around them. */
const manyLimitBytes = 262_144
const bodyLimitBytes = 4_096

/** Messages of which nobody knows whether they were sent, and somebody's word for it. */
export const unknownRoutes: FastifyPluginAsyncZod<{ readonly accounts: Accounts }> = async (
  app,
  { accounts },
) => {
  acceptJson(app, manyLimitBytes)

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
    '/v1/accounts/:account/unknown/resolve',
    {
      config: { role: 'operate' },
      schema: {
        operationId: 'resolveMany',
        tags: ['messages'],
        summary: 'Say what became of many messages in doubt',
        description:
          'Of up to 1,000 by id, or of those of a batch, or of a request (over XML), 1,000 at a time. Who said so and when is kept with each.',
        params: AccountParams,
        body: ResolveManyBody,
        response: {
          200: ResolveManyAnswer,
          ...problemAnswers(
            'malformed-body',
            'invalid-request',
            'unknown-account',
            'body-too-large',
            'unsupported-media-type',
            'storage-unavailable',
          ),
        },
      },
    },
    async (request) => {
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
      return { ...done, notUnknown: [...done.notUnknown] }
    },
  )

  app.post(
    '/v1/accounts/:account/messages/:id/resolve',
    {
      bodyLimit: bodyLimitBytes,
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
