import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { refuseUnauthorized } from '../access/refuse-unauthorized.js'
import { errorBody } from '../error-body.js'
import { fieldsOf } from '../message/read-template-request.js'
import type { Sandbox } from '../state.js'

const Query = z.object({
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  after: z
    .string()
    .regex(/^p\d{1,6}$/)
    .optional(),
})

/**
 * GET public/message_templates of Hi Broker's public API, for any account: Meta's shape, by pages. The real answer is shown
 * nowhere.
 */
export function addMessageTemplatesRoute(app: FastifyInstance, sandbox: Sandbox): void {
  app.get('/hsmservices/api/public/message_templates/:wabaId', async (request, reply) => {
    if (refuseUnauthorized(request, reply, sandbox.settings)) {
      sandbox.state.counts.unauthorized += 1
      return reply
    }
    const query = Query.safeParse(request.query)
    if (!query.success) return reply.code(400).send(errorBody(400, fieldsOf(query.error)))
    const { limit, after } = query.data
    const first = after === undefined ? 0 : Number(after.slice(1))
    const data = sandbox.state.templates.templates.slice(first, first + limit)
    return {
      data: data.map((template, index) => ({ id: String(first + index + 1), ...template })),
      paging: { cursors: { before: `p${first}`, after: `p${first + data.length}` } },
    }
  })
}
