import { explainFailure, linesType } from '@disparo/api'
import type { BatchState } from '@disparo/core'
import type { User } from '@disparo/service/users'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { type Accounts, findAccount } from '../accounts/find-account.js'
import { exportMessages } from '../batch/export-messages.js'
import { invalidRequest } from '../problem/invalid-request.js'
import { ProblemError } from '../problem/problem-error.js'
import { isExport, noteExport } from './note-export.js'
import { preferredType } from './preferred-type.js'
import { acceptJson } from './read-body.js'
import { routeOf } from './route-of.js'

const bodyLimitBytes = 4_096

/** The register of batches; and what became of one: its counts, and its messages page by page. */
export const batchStateRoutes: FastifyPluginAsyncZod<{ readonly accounts: Accounts }> = async (
  app,
  { accounts },
) => {
  acceptJson(app, bodyLimitBytes)

  app.route({
    ...routeOf('listBatches'),
    handler: async ({ params: { account }, query }) => {
      const list = await findAccount(accounts, account).batches(query)
      return { ...list, batches: list.batches.map(batchAnswer) }
    },
  })

  app.route({
    ...routeOf('renameBatch'),
    handler: async (request) => {
      const { account, id } = request.params
      const { name, sendAt, maxPerMinute } = request.body
      const disparo = findAccount(accounts, account)
      const changed: (BatchState | undefined)[] = []
      const by = { by: request.user?.name }
      if (sendAt !== undefined) changed.push(await disparo.rescheduleBatch(id, sendAt, by))
      if (maxPerMinute !== undefined) changed.push(await disparo.changeBatchPace(id, maxPerMinute, by))
      if (name !== undefined) changed.push(await disparo.renameBatch(id, name, by))
      const state = changed.at(-1)
      if (!state) throw unknownBatch()
      const event =
        sendAt !== undefined ? 'batch:rescheduled' : name !== undefined ? 'batch:renamed' : 'batch:paced'
      request.log.info({ event, account, id, sendAt, maxPerMinute, user: request.user?.name })
      return batchAnswer(state)
    },
  })

  app.route({
    ...routeOf('getBatch'),
    handler: async ({ params: { account, id } }) => {
      const state = await findAccount(accounts, account).batch(id)
      if (!state) throw unknownBatch()
      return { ...state, ...batchAnswer(state), holdups: [...state.holdups] }
    },
  })

  app.route({
    ...routeOf('getBatchMessages'),
    handler: async ({ params: { account, id }, query, headers, user }, reply) => {
      if (query.content && !(user as User).roles.has('send')) throw contentForbidden()
      const disparo = findAccount(accounts, account)
      const type = preferredType(headers.accept, ['application/json', 'text/csv', linesType])
      if (type !== 'application/json') {
        if (query.limit !== undefined) throw exportHasNoLimit()
        if (!(await disparo.batch(id))) throw unknownBatch()
        const { limit: _, ...which } = query
        await noteExport(disparo, user, { batch: id, what: 'messages' })
        // A stream goes past the answer's schema, which is that of one object.
        return reply
          .type(`${type}; charset=utf-8`)
          .send(exportMessages(disparo, id, { type, ...which }) as never)
      }
      const found = await disparo.batchMessages(id, query)
      if (!found) throw unknownBatch()
      if (isExport(query)) await noteExport(disparo, user, { batch: id, what: 'messages' })
      return { ...found, messages: [...found.messages] }
    },
  })

  app.route({
    ...routeOf('getBatchSeries'),
    handler: async ({ params: { account, id }, query }) => {
      const series = await findAccount(accounts, account).batchSeries(id, query)
      if (!series) throw unknownBatch()
      return { ...series, points: [...series.points] }
    },
  })

  app.route({
    ...routeOf('getBatchReasons'),
    handler: async ({ params: { account, id } }) => {
      const found = await findAccount(accounts, account).batchReasons(id)
      if (!found) throw unknownBatch()
      return { reasons: found.map((each) => ({ ...each, ...explainFailure(each.code) })) }
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

function contentForbidden(): ProblemError {
  return new ProblemError('forbidden', {
    detail:
      'What messages say (content=true) is told to who has the role "send", too: leave it out, or ask whoever keeps DISPARO_USERS.',
  })
}

function exportHasNoLimit(): ProblemError {
  const message = 'is of pages (Accept: application/json): an export has all messages, so leave it out'
  return invalidRequest('querystring', [{ path: 'limit', message }])
}

/** A batch as it is answered, where lists may be changed. */
export function batchAnswer(state: BatchState) {
  return { ...state, counts: { ...state.counts }, templates: [...state.templates] }
}

export function unknownBatch(): ProblemError {
  return new ProblemError('unknown-batch', {
    detail: 'This account has no batch of this id, or had it too long ago.',
  })
}
