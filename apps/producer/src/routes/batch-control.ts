import type { BatchState, ChangeOptions, Disparo } from '@disparo/core'
import type { LogEvent } from '@disparo/service/log'
import type { User } from '@disparo/service/users'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { type Accounts, findAccount } from '../accounts/find-account.js'
import { ProblemError } from '../problem/problem-error.js'
import { batchAnswer, unknownBatch } from './batch-states.js'
import { routeOf } from './route-of.js'

interface Control {
  readonly operation: 'pauseBatch' | 'resumeBatch' | 'cancelBatch'
  readonly done: LogEvent
  readonly run: (disparo: Disparo, id: string, by: ChangeOptions) => Promise<BatchState | undefined>
}

const controls: readonly Control[] = [
  { operation: 'pauseBatch', done: 'batch:paused', run: (disparo, id, by) => disparo.pauseBatch(id, by) },
  { operation: 'resumeBatch', done: 'batch:resumed', run: (disparo, id, by) => disparo.resumeBatch(id, by) },
  {
    operation: 'cancelBatch',
    done: 'batch:cancelled',
    run: (disparo, id, by) => disparo.cancelBatch(id, by),
  },
]

const bodyLimitBytes = 4_096

/** Who may send and not operate stops what they enqueued themselves. @throws ProblemError 403 */
async function requireOwn(disparo: Disparo, id: string, user: User): Promise<void> {
  if (user.roles.has('operate')) return
  const batch = await disparo.batch(id)
  if (batch === undefined || batch.createdBy === user.name) return
  throw new ProblemError('forbidden', {
    detail:
      'Somebody else enqueued this batch: to stop it needs the role "operate". Ask whoever keeps DISPARO_USERS to give it to your user.',
  })
}

/** Stopping a batch, for a while or for good. Who did so is kept with it. */
export const batchControlRoutes: FastifyPluginAsyncZod<{ readonly accounts: Accounts }> = async (
  app,
  { accounts },
) => {
  // There is nothing to say in a body; clients that send one of some type all the same are not refused for it.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: bodyLimitBytes }, async () => undefined)

  app.route({
    ...routeOf('retryBatch'),
    handler: async (request) => {
      const { account, id } = request.params
      const done = await findAccount(accounts, account).retryBatch(id, {
        ...request.query,
        by: request.user?.name,
      })
      if (!done) throw unknownBatch()
      const { retried } = done
      request.log.info({ event: 'batch:retried', account, id, messages: retried, user: request.user?.name })
      return done
    },
  })

  for (const { operation, done, run } of controls) {
    app.route({
      ...routeOf(operation),
      handler: async (request) => {
        const { account, id } = request.params
        const disparo = findAccount(accounts, account)
        await requireOwn(disparo, id, request.user as User)
        const state = await run(disparo, id, { by: request.user?.name })
        if (!state) throw unknownBatch()
        request.log.info({ event: done, account, id, user: request.user?.name })
        return batchAnswer(state)
      },
    })
  }
}
