import { PassThrough } from 'node:stream'
import { normalizeRecipient } from '@disparo/core/internal/message'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { explainError } from '../problem/explain-error.js'
import { faultFields } from '../problem/fault-fields.js'
import { problem } from '../problem/problem.js'
import { problemAnswers } from './answers.js'
import { type Accounts, findAccount } from './find-account.js'
import { acceptJson } from './read-body.js'
import { AccountParams } from './requests.js'

const Count = z.int()

const ForgetBody = z.strictObject({
  recipient: z
    .string('must be text')
    .max(64, 'must be a phone number')
    .refine(
      (text) => normalizeRecipient(text) !== undefined,
      'must be a phone number, best with its country code',
    )
    .meta({
      description: 'In any usual writing, with or without the ninth digit.',
      example: '5511900000001',
    }),
})

const ForgetAnswer = z
  .object({
    messages: Count.meta({
      description: 'Nobody is in them any more; those still to be sent are cancelled.',
    }),
    jobs: Count.meta({ description: 'Jobs removed from the lanes.' }),
    pending: Count.meta({
      description:
        'Their attempt is under way or in doubt: they are forgotten when that is over, and not sent again.',
    }),
    unreadable: Count.meta({
      description:
        'Texts that did not open, for lack of a data key or for damage: they may be about the person.',
    }),
  })
  .meta({ id: 'Forgotten' })

/** With it as `Accept`, the answer is a line for each step, and the last one is the result or a problem. */
const linesType = 'application/x-ndjson'
const bodyLimitBytes = 4_096

/** Forgets a person, wherever the account has anything of them. */
export const forgetRoutes: FastifyPluginAsyncZod<{ readonly accounts: Accounts }> = async (
  app,
  { accounts },
) => {
  acceptJson(app, bodyLimitBytes)

  app.post(
    '/v1/accounts/:account/forget',
    {
      config: { role: 'operate' },
      schema: {
        operationId: 'forgetRecipient',
        tags: ['messages'],
        summary: 'Forget a person',
        description:
          'Cancels their messages still to be sent, and takes them out of all others; statuses, times and counts stay. ' +
          'It takes some 10 to 20 s for each million entries. Repeating it changes nothing. With `Accept: ' +
          `${linesType}\` its progress is told meanwhile, a JSON object (\`looked\`, \`of\`) a line; the last line is the answer.`,
        params: AccountParams,
        body: ForgetBody,
        response: {
          200: ForgetAnswer,
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
      const disparo = findAccount(accounts, request.params.account)
      const { recipient } = request.body
      request.log.info({ event: 'person:forgetting', account: disparo.account, user: request.user?.name })
      if (request.headers.accept !== linesType) return disparo.forget(recipient)
      const lines = new PassThrough()
      const tell = (line: unknown) => void lines.write(`${JSON.stringify(line)}\n`)
      disparo
        .forget(recipient, { onProgress: tell })
        .catch((error: unknown) => {
          const { kind, details } = explainError(error)
          request.log.error({ event: 'http:failed', ...faultFields(error) })
          return problem(kind, request.id, details)
        })
        .then((last) => lines.end(`${JSON.stringify(last)}\n`))
      // A stream goes past the answer's schema, which is that of one object.
      return reply.type(linesType).send(lines as never)
    },
  )
}
