import type { BatchState, Disparo } from '@disparo/core'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { BatchStateAnswer, problemAnswers } from './answers.js'
import { unknownBatch } from './batch-states.js'
import { type Accounts, findAccount } from './find-account.js'
import { IdParams } from './requests.js'

interface Control {
  readonly verb: 'pause' | 'resume' | 'cancel'
  readonly done: string
  readonly summary: string
  readonly description: string
  readonly run: (disparo: Disparo, id: string) => Promise<BatchState | undefined>
}

const follow =
  'Attempts that had begun go on. The counts follow within seconds. Repeating it changes nothing.'

const controls: readonly Control[] = [
  {
    verb: 'pause',
    done: 'batch:paused',
    summary: 'Pause a batch',
    description: `None of its messages is sent until it is resumed; \`expiresAt\` goes on counting. ${follow}`,
    run: (disparo, id) => disparo.pauseBatch(id),
  },
  {
    verb: 'resume',
    done: 'batch:resumed',
    summary: 'Resume a paused batch',
    description: `Its messages queue behind those that wait already. ${follow}`,
    run: (disparo, id) => disparo.resumeBatch(id),
  },
  {
    verb: 'cancel',
    done: 'batch:cancelled',
    summary: 'Cancel a batch',
    description: `Its messages still to be sent are never sent; this is final. ${follow}`,
    run: (disparo, id) => disparo.cancelBatch(id),
  },
]

const bodyLimitBytes = 4_096

/** Stopping a batch, for a while or for good. Who did so is in the log. */
export const batchControlRoutes: FastifyPluginAsyncZod<{ readonly accounts: Accounts }> = async (
  app,
  { accounts },
) => {
  // There is nothing to say in a body; clients that send one of some type all the same are not refused for it.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: bodyLimitBytes }, async () => undefined)

  for (const { verb, done, summary, description, run } of controls) {
    app.post(
      `/v1/accounts/:account/batches/:id/${verb}`,
      {
        config: { role: 'operate' },
        schema: {
          operationId: `${verb}Batch`,
          tags: ['batches'],
          summary,
          description,
          params: IdParams,
          response: {
            200: BatchStateAnswer,
            ...problemAnswers(
              'unknown-account',
              'unknown-batch',
              'batch-cancelled',
              'body-too-large',
              'storage-unavailable',
            ),
          },
        },
      },
      async (request) => {
        const { account, id } = request.params
        const state = await run(findAccount(accounts, account), id)
        if (!state) throw unknownBatch()
        request.log.info({ event: done, account, id, user: request.user?.name })
        return { ...state, counts: { ...state.counts } }
      },
    )
  }
}
