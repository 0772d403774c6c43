import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { isFormGranted } from '../access/judge-authorization.js'
import { answerThroughFault } from '../faults/answer-through-fault.js'
import type { Sandbox } from '../state.js'
import { answerQuery } from '../xml/answer-query.js'
import { readForm } from '../xml/read-form.js'
import { readXmlRequest, type XmlRequest } from '../xml/read-xml-request.js'
import { accountOf, receiveDispatch } from '../xml/receive-dispatch.js'
import { renderProblem } from '../xml/render-answer.js'
import { XML_PROBLEMS } from '../xml/xml-problem.js'

const MAX_BYTES = 8 * 1024 * 1024

/**
 * POST integracao.php (seed 000): 50.01 and 50.02. Errors come with HTTP 200, as the real ones do; how its limits show
 * is unknown, here by 429 and headers as on the REST side. A bare document needs User and Pass in the query string.
 */
export function addXmlRoute(app: FastifyInstance, sandbox: Sandbox): void {
  app.register(async (xml) => {
    await xml.register(multipart, { attachFieldsToBody: 'keyValues', limits: { fieldSize: MAX_BYTES } })
    xml.post('/emkt/int/integracao.php', { bodyLimit: MAX_BYTES }, async (request, reply) => {
      const { state, settings } = sandbox
      reply.type('text/xml; charset=utf-8')
      const form = readForm(request.body, request.query)
      if (!isFormGranted(form, settings)) {
        state.counts.unauthorized += 1
        return renderProblem(XML_PROBLEMS.access, undefined, state.xmlStyle)
      }
      const asked = readXmlRequest(form.document)
      count(sandbox, asked)
      const fault = state.faults.faultFor(asked.kind, asked.target)
      if (fault !== undefined) state.counts.faulted += 1
      return answerThroughFault(reply, fault, () =>
        fault?.end?.fault === 'xml-error'
          ? renderProblem(fault.end, asked.trans, state.xmlStyle)
          : answer(sandbox, asked, reply),
      )
    })
  })
}

function count(sandbox: Sandbox, asked: XmlRequest): void {
  const { counts } = sandbox.state
  if (asked.kind === 'xml-status') {
    counts.xmlStatusRequests += 1
    return
  }
  counts.xmlSendRequests += 1
  accountOf(sandbox, asked).peak.add(sandbox.settings.now())
}

function answer(sandbox: Sandbox, asked: XmlRequest, reply: FastifyReply): string {
  return asked.kind === 'xml-status'
    ? answerQuery(sandbox, asked, reply)
    : receiveDispatch(sandbox, asked, reply)
}
