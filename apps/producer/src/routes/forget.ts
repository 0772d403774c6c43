import { PassThrough } from 'node:stream'
import { linesType } from '@disparo/api'
import { normalizeRecipient } from '@disparo/core/internal/message'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { type Accounts, findAccount } from '../accounts/find-account.js'
import { explainError } from '../problem/explain-error.js'
import { faultFields } from '../problem/fault-fields.js'
import { invalidRequest } from '../problem/invalid-request.js'
import { problem } from '../problem/problem.js'
import type { ProblemError } from '../problem/problem-error.js'
import { preferredType } from './preferred-type.js'
import { acceptJson } from './read-body.js'
import { routeOf } from './route-of.js'

const bodyLimitBytes = 4_096

/** Forgets a person, wherever the account has anything of them. */
export const forgetRoutes: FastifyPluginAsyncZod<{ readonly accounts: Accounts }> = async (
  app,
  { accounts },
) => {
  acceptJson(app, bodyLimitBytes)

  app.route({
    ...routeOf('forgetRecipient'),
    handler: async (request, reply) => {
      const disparo = findAccount(accounts, request.params.account)
      const { recipient, everywhere } = request.body
      const terms = { everywhere, by: request.user?.name }
      if (normalizeRecipient(recipient) === undefined) throw noPhone()
      request.log.info({ event: 'person:forgetting', account: disparo.account, user: request.user?.name })
      const type = preferredType(request.headers.accept, ['application/json', linesType])
      if (type !== linesType) return disparo.forget(recipient, terms)
      const lines = new PassThrough()
      const tell = (line: unknown) => void lines.write(`${JSON.stringify(line)}\n`)
      disparo
        .forget(recipient, { ...terms, onProgress: tell })
        .catch((error: unknown) => {
          const { kind, details } = explainError(error)
          request.log.error({ event: 'http:failed', ...faultFields(error) })
          return problem(kind, request.id, details)
        })
        .then((last) => lines.end(`${JSON.stringify(last)}\n`))
      // A stream goes past the answer's schema, which is that of one object.
      return reply.type(linesType).send(lines as never)
    },
  })
}

function noPhone(): ProblemError {
  const message = 'must be a phone number, best with its country code'
  return invalidRequest('body', [{ path: 'recipient', message }])
}
