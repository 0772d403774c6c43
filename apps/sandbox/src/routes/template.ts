import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { refuseUnauthorized } from '../access/refuse-unauthorized.js'
import { errorBody } from '../error-body.js'
import { answerThroughFault } from '../faults/answer-through-fault.js'
import { hashContent } from '../message/hash-content.js'
import { readTemplateRequest, type TemplateRequest } from '../message/read-template-request.js'
import { failureOf } from '../people/people.js'
import { rateLimitHeaders } from '../rate-limit/rate-limit.js'
import type { Account, Sandbox, State } from '../state.js'
import { refuseMisfit } from '../templates/refuse-misfit.js'

/** POST message/template (seed 001). A 200 means "Mensagem enfileirada para envio"; its body is documented nowhere. */
export function addTemplateRoute(app: FastifyInstance, sandbox: Sandbox): void {
  app.post<{ Params: { configId: string } }>(
    '/platform/whatsappconnect/1.0/api/message/template/:configId',
    {
      onRequest: async (request, reply) => {
        const { state, settings } = sandbox
        const now = settings.now()
        const known = state.accounts.get(request.params.configId)
        const account = known ?? state.nobody
        reply.headers(rateLimitHeaders(account.limit.read(now)))
        if (refuseUnauthorized(request, reply, settings)) {
          state.counts.unauthorized += 1
          return reply
        }
        account.peak.add(now)
        if (known === undefined) return reply.code(404).send(errorBody(404))
      },
    },
    async (request, reply) => {
      const { state, settings } = sandbox
      const account = state.accounts.get(request.params.configId) ?? state.nobody
      const template = readTemplateRequest(request.body)
      const fault = state.faults.faultFor('template', template.target)
      if (fault !== undefined) state.counts.faulted += 1
      return answerThroughFault(reply, fault, () =>
        receive({ state, account, now: settings.now() }, template, reply),
      )
    },
  )
}

/** The order is the service's: first the limit, then the body, so that invalid bodies cost quota too. */
function receive(
  { state, account, now }: { state: State; account: Account; now: number },
  template: TemplateRequest,
  reply: FastifyReply,
): unknown {
  const admitted = account.limit.take(now)
  reply.headers(rateLimitHeaders(account.limit.read(now)))
  if (!admitted) {
    state.counts.throttled += 1
    reply.code(429)
    return errorBody(429).message
  }
  if (!template.valid) {
    state.counts.rejected += 1
    reply.code(400)
    return errorBody(400, template.fields)
  }
  const { templates, enforce } = state.templates
  const refusal = enforce ? refuseMisfit(template.body, templates) : undefined
  if (refusal !== undefined) {
    state.counts.rejected += 1
    reply.code(400)
    return { ...errorBody(400), message: refusal }
  }
  const upstreamId = randomUUID()
  const ids = {
    hash: hashContent(template.content),
    upstreamId,
    failure: failureOf(state.people, template.body),
  }
  const arrival = state.arrivals.add(template.body, ids, now)
  state.pusher.follow(arrival)
  return { status: 'OK', data: { id: upstreamId } }
}
