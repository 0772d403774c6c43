import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { problemAnswers } from './answers.js'
import { type Accounts, findAccount } from './find-account.js'
import { AccountParams, PageQuery } from './requests.js'

const Query = PageQuery.pick({ limit: true }).extend({
  before: z
    .string()
    .regex(/^\d{1,15}-\d{1,15}$/, 'must be the next of a page')
    .optional()
    .meta({ description: 'The `next` of the page before.' }),
})

const UnmatchedAnswer = z
  .object({
    total: z.int().meta({ description: 'How many are kept: 10,000 at most, for 7 days.' }),
    events: z.array(
      z.object({
        id: z.string(),
        receivedAt: z.string().meta({ format: 'date-time' }),
        event: z.unknown().optional().meta({
          description:
            'As it came, without what is long in it; a text where it is no JSON. Absent where the data key is missing.',
        }),
      }),
    ),
    next: z.string().optional().meta({ description: 'Where older ones follow: their `before`.' }),
  })
  .meta({ id: 'UnmatchedEvents' })

/** What Hi Broker's webhook said that no message is known of. It names people, and may quote them: for operators. */
export const webhookEventRoutes: FastifyPluginAsyncZod<{ readonly accounts: Accounts }> = async (
  app,
  { accounts },
) => {
  app.get(
    '/v1/accounts/:account/webhook/unmatched',
    {
      config: { role: 'operate' },
      schema: {
        operationId: 'getUnmatchedEvents',
        tags: ['report'],
        summary: "Events of Hi Broker's webhook that no message is known of, the latest first",
        params: AccountParams,
        querystring: Query,
        response: {
          200: UnmatchedAnswer,
          ...problemAnswers('invalid-request', 'unknown-account', 'storage-unavailable'),
        },
      },
    },
    async (request) => {
      const { limit, before } = request.query
      const disparo = findAccount(accounts, request.params.account)
      const { events, ...page } = await disparo.unmatchedEvents({ limit: Number(limit), before })
      return { ...page, events: [...events] }
    },
  )
}
