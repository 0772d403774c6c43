import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { linesType, NewSuppression, suppressionTypes } from '@disparo/api'
import { InvalidMessageError } from '@disparo/core'
import type { User } from '@disparo/service/users'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { type Accounts, findAccount } from '../accounts/find-account.js'
import { createImports, importPeople } from '../batch/import-people.js'
import { formatOf } from '../batch/open-rows.js'
import { createSpools } from '../batch/spool.js'
import { invalidRequest } from '../problem/invalid-request.js'
import { ProblemError } from '../problem/problem-error.js'
import { exportSuppressions, plainLift, plainSuppression } from './export-suppressions.js'
import { isExport, noteExport } from './note-export.js'
import { preferredType } from './preferred-type.js'
import { readJsonBody } from './read-body.js'
import { routeOf } from './route-of.js'
import { changeToLog, refuseListOfAll } from './suppression-scope.js'

interface SuppressionRouteOptions {
  readonly accounts: Accounts
  readonly batchLimitBytes: number
}

const onePersonBytes = 4_096

/** Whom not to message. */
export const suppressionRoutes: FastifyPluginAsyncZod<SuppressionRouteOptions> = async (
  app,
  { accounts, batchLimitBytes },
) => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser([...suppressionTypes], async (_request: unknown, body: IncomingMessage) => body)
  const imports = createImports()
  const spools = createSpools(batchLimitBytes)

  app.route({
    ...routeOf('addSuppressions'),
    handler: async (request) => {
      const disparo = findAccount(accounts, request.params.account)
      const user = request.user as User
      const format = formatOf(request.headers['content-type'] ?? '')
      if (!format) throw emptyBody()
      const body = (request.body ?? request.raw) as IncomingMessage
      const { column, ...terms } = request.query
      if (format.mediaType === 'application/json') {
        const given = parsePerson(await readJsonBody(body, onePersonBytes))
        const { replace, shrink, skipBad, ...shared } = terms
        const { to, ...own } = { ...shared, ...given }
        refuseListOfAll(user, own.scope)
        const { added, changed } = await disparo
          .suppress(to, { ...own, by: user.name })
          .catch(explainIn('body'))
        request.log.info({
          event: 'suppression:added',
          account: disparo.account,
          ...changeToLog(own),
          user: user.name,
        })
        return {
          rows: 1,
          added: added ? 1 : 0,
          changed: changed ? 1 : 0,
          unchanged: added || changed ? 0 : 1,
          replaced: 0,
          rejected: 0,
          problems: [],
        }
      }
      refuseListOfAll(user, terms.scope)
      await disparo.ping()
      const key = request.headers['idempotency-key'] ?? randomUUID()
      const receipt = await imports
        .run(user.name, () =>
          importPeople(
            disparo,
            { body, format, column, maxBytes: batchLimitBytes, spools, user: user.name },
            { ...terms, key, by: user.name },
          ),
        )
        .catch(explainIn('querystring'))
      const { problems, ...counts } = receipt
      request.log.info({
        ...{
          event: 'suppression:imported',
          account: disparo.account,
          ...changeToLog(terms),
          ...counts,
          user: user.name,
        },
      })
      return { ...counts, problems: [...problems] }
    },
  })

  app.route({
    ...routeOf('listSuppressions'),
    handler: async ({ params: { account }, query, headers, user }, reply) => {
      const disparo = findAccount(accounts, account)
      refuseListOfAll(user as User, query.scope)
      const type = preferredType(headers.accept, ['application/json', 'text/csv', linesType])
      if (type === 'application/json') {
        const { suppressions, ...page } = await disparo.suppressions(query)
        if (isExport(query)) await noteExport(disparo, user, { what: 'suppressions' })
        return { ...page, suppressions: suppressions.map(plainSuppression) }
      }
      if (query.limit !== undefined) {
        throw invalidRequest('querystring', [{ path: 'limit', message: 'is for pages: an export has all' }])
      }
      await noteExport(disparo, user, { what: 'suppressions' })
      // A stream goes past the answer's schema, which is that of one object.
      return reply
        .type(`${type}; charset=utf-8`)
        .send(exportSuppressions(disparo, { ...query, type }) as never)
    },
  })

  app.route({
    ...routeOf('getSuppressionCounts'),
    handler: async ({ params: { account }, query, user }) => {
      refuseListOfAll(user as User, query.scope)
      const { sources, days, lifts, ...counts } = await findAccount(accounts, account).suppressionCounts(
        query,
      )
      return { ...counts, sources: [...sources], days: [...days], lifts: lifts.map(plainLift) }
    },
  })
}

function parsePerson(body: unknown): NewSuppression {
  const read = NewSuppression.safeParse(body)
  if (read.success) return read.data
  const problems = read.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  throw invalidRequest('body', problems)
}

/** What is wrong is the request's: there is no message. */
function explainIn(place: 'body' | 'querystring'): (error: unknown) => never {
  return (error) => {
    throw error instanceof InvalidMessageError ? invalidRequest(place, error.problems) : error
  }
}

function emptyBody(): ProblemError {
  return new ProblemError('malformed-body', {
    detail: 'The body is empty: send a person as JSON, or people as CSV or NDJSON. Nothing was imported.',
  })
}
