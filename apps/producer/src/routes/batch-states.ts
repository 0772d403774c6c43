import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { ProblemError } from '../problem/problem-error.js'
import { BatchStateAnswer, PageAnswer, problemAnswers, RejectedAnswer } from './answers.js'
import { type Accounts, findAccount } from './find-account.js'
import { IdParams, PageQuery, RejectedQuery } from './requests.js'

/** What became of a batch: its counts, and its messages page by page. */
export const batchStateRoutes: FastifyPluginAsyncZod<{ readonly accounts: Accounts }> = async (
  app,
  options,
) => {
  app.get(
    '/v1/accounts/:account/batches/:id',
    {
      config: { role: 'read' },
      schema: {
        operationId: 'getBatch',
        tags: ['batches'],
        summary: 'How far a batch is',
        params: IdParams,
        response: {
          200: BatchStateAnswer,
          ...problemAnswers('unknown-account', 'unknown-batch', 'storage-unavailable'),
        },
      },
    },
    async (request) => {
      const { account, id } = request.params
      const state = await findAccount(options.accounts, account).batch(id)
      if (!state) throw unknownBatch()
      return { ...state, counts: { ...state.counts } }
    },
  )

  app.get(
    '/v1/accounts/:account/batches/:id/messages',
    {
      config: { role: 'read' },
      schema: {
        operationId: 'getBatchMessages',
        tags: ['batches'],
        summary: 'The messages of a batch, as they were enqueued',
        params: IdParams,
        querystring: PageQuery,
        response: {
          200: PageAnswer,
          ...problemAnswers('invalid-request', 'unknown-account', 'unknown-batch', 'storage-unavailable'),
        },
      },
    },
    async (request) => {
      const { after, limit } = request.query
      const page = { after: Number(after), limit: Number(limit) }
      const { account, id } = request.params
      const found = await findAccount(options.accounts, account).batchMessages(id, page)
      if (!found) throw unknownBatch()
      return { ...found, messages: [...found.messages] }
    },
  )

  app.get(
    '/v1/accounts/:account/batches/:id/rejected',
    {
      config: { role: 'read' },
      schema: {
        operationId: 'getRejectedRows',
        tags: ['batches'],
        summary: 'What was wrong with the rows of a batch',
        params: IdParams,
        querystring: RejectedQuery,
        response: {
          200: RejectedAnswer,
          ...problemAnswers('invalid-request', 'unknown-account', 'unknown-batch', 'storage-unavailable'),
        },
      },
    },
    async (request) => {
      const { account, id } = request.params
      const page = { after: Number(request.query.after), limit: Number(request.query.limit) }
      const found = await findAccount(options.accounts, account).batchRejected(id, page)
      if (!found) throw unknownBatch()
      return { ...found, rejected: [...found.rejected] }
    },
  )
}

export function unknownBatch(): ProblemError {
  return new ProblemError('unknown-batch', {
    detail: 'This account has no batch of this id, or had it too long ago.',
  })
}
