import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { batchTypes } from '@disparo/api'
import { type BatchCheck, type BatchReceipt, InvalidMessageError } from '@disparo/core'
import { submissionProblems } from '@disparo/core/internal/queue'
import type { User } from '@disparo/service/users'
import type { FastifyInstance } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { type Accounts, findAccount } from '../accounts/find-account.js'
import { checkBatch } from '../batch/check-batch.js'
import { refuseOverQuota } from '../batch/enqueue-batch.js'
import { readTable } from '../batch/read-table.js'
import { receiveBatch } from '../batch/receive-batch.js'
import { sendTests } from '../batch/send-tests.js'
import { createSpools } from '../batch/spool.js'
import { batchBodyOf } from './batch-body.js'
import { estimateAfter } from './estimate.js'
import { readTerms } from './message-body.js'
import { routeOf } from './route-of.js'

interface BatchRouteOptions {
  readonly accounts: Accounts
  readonly batchLimitBytes: number
}

/** Many messages at once: JSON, NDJSON, CSV or a workbook. */
export const batchRoutes: FastifyPluginAsyncZod<BatchRouteOptions> = async (app, options) => {
  app.removeAllContentTypeParsers()
  acceptStreams(app)
  const limits = { spools: createSpools(options.batchLimitBytes), maxBytes: options.batchLimitBytes }

  app.route({
    ...routeOf('sendBatch'),
    handler: async (request, reply) => {
      const disparo = findAccount(options.accounts, request.params.account)
      const { strict, check, into, sheet, sha256, template, namespace, map, ignoreColumns, ...query } =
        request.query
      const table = { sheet, sha256, template, namespace, map, ignoreColumns }
      const { name: createdBy } = request.user as User
      const given = request.headers['idempotency-key']
      const terms = { ...readTerms(query), createdBy }
      const place = into === undefined ? { key: given ?? randomUUID() } : { into }
      const problems = submissionProblems({ ...terms, ...place }, Date.now())
      if (problems.length > 0) throw new InvalidMessageError(problems)
      const body = batchBodyOf(request, table, limits)
      await disparo.ping()

      if (check) {
        const isNamed = into !== undefined || given !== undefined
        const checked = await checkBatch(disparo, body, isNamed ? { ...terms, ...place } : terms)
        reply.code(200)
        return { ...checked, ...told(checked), ...recentFor(request.user as User, checked) }
      }
      await refuseOverQuota(disparo, { ...terms, ...place })
      const receipt = await receiveBatch(disparo, { ...body, strict }, { ...terms, ...place })
      const self = `/v1/accounts/${disparo.account}/batches/${receipt.id}`
      reply.code(202).header('location', self)
      const links = { self, messages: `${self}/messages`, rejected: `${self}/rejected` }
      return { ...receipt, ...told(receipt), links }
    },
  })

  app.route({
    ...routeOf('readTable'),
    handler: (request) => {
      const { sheet, ...which } = request.query
      findAccount(options.accounts, request.params.account)
      return readTable(batchBodyOf(request, { sheet }, limits), which)
    },
  })

  app.route({
    ...routeOf('sendTest'),
    handler: async (request, reply) => {
      const disparo = findAccount(options.accounts, request.params.account)
      const { first, rows, ...table } = request.query
      const body = batchBodyOf(request, table, limits)
      await disparo.ping()
      const sent = await sendTests(disparo, body, { to: request.headers['test-to'], first, rows })
      const estimatedSendAt = await estimateAfter(disparo, 'urgent', undefined)
      reply.code(202)
      return {
        lane: 'urgent' as const,
        ...sent,
        ...told(sent),
        ...(estimatedSendAt ? { estimatedSendAt } : {}),
      }
    },
  })
}

/** Whoever may not see what became of messages does not learn by a check who got one. */
function recentFor({ roles }: User, { recent, named }: Pick<BatchCheck, 'recent' | 'named'>) {
  if (roles.has('read')) return { recent, named }
  const { recent: _, ...others } = named
  return { recent: undefined, named: others }
}

/** As the schema has it: lists that may be changed. */
function told({ problems, suspicions }: Pick<BatchReceipt, 'problems' | 'suspicions'>) {
  return {
    problems: [...problems],
    suspicions: suspicions.map((suspicion) => ({ ...suspicion, rows: [...suspicion.rows] })),
  }
}

function acceptStreams(app: FastifyInstance): void {
  app.addContentTypeParser([...batchTypes], async (_request: unknown, stream: IncomingMessage) => stream)
}
