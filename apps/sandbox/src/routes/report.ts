import type { FastifyInstance, FastifyReply } from 'fastify'
import { refuseUnauthorized } from '../access/refuse-unauthorized.js'
import { errorBody } from '../error-body.js'
import { answerThroughFault } from '../faults/answer-through-fault.js'
import { fieldsOf } from '../message/read-template-request.js'
import { rateLimitHeaders } from '../rate-limit/rate-limit.js'
import { buildReport } from '../report/build-report.js'
import { ReportQuery } from '../report/report-query.js'
import type { Sandbox } from '../state.js'

/** GET reports/hsm (seed 001, "Relatório via API"): the messages of all accounts, as there is one user. */
export function addReportRoute(app: FastifyInstance, sandbox: Sandbox): void {
  app.get(
    '/platform/whatsappconnect/1.0/api/reports/hsm',
    {
      onRequest: async (request, reply) => {
        const { state, settings } = sandbox
        reply.headers(rateLimitHeaders(state.reportLimit.read(settings.now())))
        if (refuseUnauthorized(request, reply, settings)) {
          state.counts.unauthorized += 1
          return reply
        }
        state.counts.reportRequests += 1
      },
    },
    async (request, reply) => {
      const { state } = sandbox
      const fault = state.faults.faultFor('report', {})
      if (fault !== undefined) state.counts.faulted += 1
      return answerThroughFault(reply, fault, () => report(sandbox, request.query, reply))
    },
  )
}

function report({ state, settings }: Sandbox, query: unknown, reply: FastifyReply): unknown {
  const now = settings.now()
  const admitted = state.reportLimit.take(now)
  reply.headers(rateLimitHeaders(state.reportLimit.read(now)))
  if (!admitted) {
    state.counts.reportThrottled += 1
    reply.code(429)
    return errorBody(429).message
  }
  const parsed = ReportQuery.safeParse(query)
  if (!parsed.success) {
    reply.code(400)
    return errorBody(400, fieldsOf(parsed.error))
  }
  const arrivals = state.arrivals.all()
  return buildReport([...arrivals, ...state.foreign.upTo(now, arrivals)], parsed.data, settings, now)
}
