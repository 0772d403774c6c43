import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { problemAnswers } from './answers.js'
import { type Accounts, findAccount } from './find-account.js'
import { Moment } from './moment.js'
import { acceptJson } from './read-body.js'
import { AccountParams } from './requests.js'

const Instant = z.string().meta({ format: 'date-time' })
const Count = z.int()

const CallbacksAnswer = z
  .object({
    enabled: z.boolean().meta({
      description: '`false`: 50 deliveries in a row have failed over a day, or the receiver answered 410.',
    }),
    disabled: z.object({ at: Instant, reason: z.string() }).optional(),
    restingUntil: Instant.optional().meta({
      description: 'There while the receiver takes nothing: single callbacks try from then on.',
    }),
    waiting: Count.meta({ description: 'Not delivered yet, those that wait for another attempt included.' }),
    failed: Count.meta({ description: 'Put aside after all attempts, for 7 days: what a replay delivers.' }),
    outbox: z
      .object({
        events: Count,
        mostEvents: Count,
        oldestAt: Instant.optional(),
        mostDays: z.number(),
        used: z.number().meta({ description: '0 to 1: by number or by age, whichever is more.' }),
        dropped: Count.meta({ description: 'Never told: they were beyond the bounds.' }),
      })
      .meta({
        description:
          'Where changes rest that the receiver does not take. Beyond its bounds the oldest are dropped.',
      }),
    failuresInRow: Count,
    lastSuccessAt: Instant.optional(),
    lastFailure: z.object({ at: Instant, reason: z.string() }).optional(),
  })
  .meta({ id: 'Callbacks' })

const ReplayBody = z
  .strictObject({
    since: Moment.optional().meta({ description: 'Only changes written at this moment or later.' }),
  })
  .nullish()

const ReplayAnswer = z
  .object({
    replayed: Count.meta({ description: 'Were put aside, and are delivered again, with all attempts.' }),
    promoted: Count.meta({ description: 'Waited for their next attempt, which is now.' }),
  })
  .meta({ id: 'CallbackReplay' })

const bodyLimitBytes = 4_096

/** How the callbacks of an account stand, and delivering again what its receiver did not take. */
export const callbackRoutes: FastifyPluginAsyncZod<{ readonly accounts: Accounts }> = async (
  app,
  { accounts },
) => {
  acceptJson(app, bodyLimitBytes)

  app.get(
    '/v1/accounts/:account/callbacks',
    {
      config: { role: 'read' },
      schema: {
        operationId: 'getCallbacks',
        tags: ['callbacks'],
        summary: 'How the callbacks stand',
        params: AccountParams,
        response: { 200: CallbacksAnswer, ...problemAnswers('unknown-account', 'storage-unavailable') },
      },
    },
    (request) => findAccount(accounts, request.params.account).callbacks(),
  )

  app.post(
    '/v1/accounts/:account/callbacks/replay',
    {
      config: { role: 'operate' },
      schema: {
        operationId: 'replayCallbacks',
        tags: ['callbacks'],
        summary: 'Enable the callbacks again, and deliver what was put aside',
        description: 'The `webhook-id`s are those of before. Repeat it after any failure: nothing is lost.',
        params: AccountParams,
        body: ReplayBody,
        response: {
          202: ReplayAnswer,
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
    async (request, reply) => {
      const since = request.body?.since
      const disparo = findAccount(accounts, request.params.account)
      const receipt = await disparo.replayCallbacks(since === undefined ? {} : { since: new Date(since) })
      return reply.code(202).send(receipt)
    },
  )
}
