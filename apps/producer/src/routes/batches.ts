import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { batchTypes } from '@disparo/api'
import { type BatchReceipt, InvalidMessageError } from '@disparo/core'
import { submissionProblems } from '@disparo/core/internal/queue'
import { type ColumnMapping, hasMapping, type ReadMapping, readMapping } from '@disparo/rows'
import type { User } from '@disparo/service/users'
import type { FastifyInstance } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { type Accounts, findAccount } from '../accounts/find-account.js'
import { checkBatch } from '../batch/check-batch.js'
import { refuseOverQuota } from '../batch/enqueue-batch.js'
import { formatOf } from '../batch/open-rows.js'
import { receiveBatch } from '../batch/receive-batch.js'
import { createSpools } from '../batch/spool.js'
import { invalidRequest } from '../problem/invalid-request.js'
import { ProblemError } from '../problem/problem-error.js'
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
  const spools = createSpools(options.batchLimitBytes)

  app.route({
    ...routeOf('sendBatch'),
    handler: async (request, reply) => {
      const disparo = findAccount(options.accounts, request.params.account)
      const { strict, check, sha256, sheet, replace, anew, into, ...query } = request.query
      const mapping = mappingOf(query)
      const { name: createdBy } = request.user as User
      const given = request.headers['idempotency-key']
      const terms = { ...readTerms(withoutMapping(query)), replace, anew, createdBy }
      const place = into === undefined ? { key: given ?? randomUUID() } : { into }
      const problems = submissionProblems({ ...terms, ...place }, Date.now())
      if (problems.length > 0) throw new InvalidMessageError(problems)
      refuseTooLarge(request.headers['content-length'], options.batchLimitBytes)
      await disparo.ping()
      if (!check) await refuseOverQuota(disparo, { ...terms, ...place })

      const format = formatOf(request.headers['content-type'] ?? '')
      if (!format) throw emptyBody()
      const body = {
        body: (request.body ?? request.raw) as IncomingMessage,
        ...{ format, maxBytes: options.batchLimitBytes, sheet, mapping, sha256 },
        ...{ spools, user: createdBy },
      }
      if (check) {
        const isNamed = into !== undefined || given !== undefined
        const { problems, suspicions, ...checked } = await checkBatch(
          disparo,
          body,
          isNamed ? { ...terms, ...place } : terms,
        )
        reply.code(200)
        return { ...checked, ...told({ problems, suspicions }) }
      }
      const receipt = await receiveBatch(disparo, { ...body, strict }, { ...terms, ...place })
      const self = `/v1/accounts/${disparo.account}/batches/${receipt.id}`
      reply.code(202).header('location', self)
      const links = { self, messages: `${self}/messages`, rejected: `${self}/rejected` }
      return { ...receipt, ...told(receipt), links }
    },
  })
}

/** As the schema has it: lists that may be changed. */
function told({ problems, suspicions }: Pick<BatchReceipt, 'problems' | 'suspicions'>) {
  return {
    problems: [...problems],
    suspicions: suspicions.map((suspicion) => ({ ...suspicion, rows: [...suspicion.rows] })),
  }
}

/** How the columns of a table are to be read, where anything is said of that. @throws ProblemError naming the option */
function mappingOf(query: ColumnMapping): ReadMapping | undefined {
  if (!hasMapping(query)) return undefined
  const read = readMapping(query)
  if (!read.ok) throw invalidRequest('querystring', read.problems)
  return read.mapping
}

function withoutMapping<Query extends ColumnMapping>(query: Query): Omit<Query, keyof ColumnMapping> {
  const { template: _, namespace: _namespace, map: _map, ignoreColumns: _ignored, ...others } = query
  return others
}

function acceptStreams(app: FastifyInstance): void {
  app.addContentTypeParser([...batchTypes], async (_request: unknown, stream: IncomingMessage) => stream)
}

function emptyBody(): ProblemError {
  return new ProblemError('malformed-body', {
    detail: 'The body is empty: send JSON, NDJSON, CSV or a workbook. Nothing was enqueued.',
  })
}

function refuseTooLarge(contentLength: string | undefined, maxBytes: number): void {
  if (Number(contentLength ?? 0) <= maxBytes) return
  throw new ProblemError('body-too-large', {
    detail: `A batch may have ${maxBytes} bytes here: split it into several. Nothing was enqueued.`,
  })
}
