import { randomUUID } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { errorBody } from '../error-body.js'
import { hashContent } from '../message/hash-content.js'
import { failureOf } from '../people/people.js'
import { admit } from '../rate-limit/admit.js'
import type { Account, Sandbox } from '../state.js'
import { refuseMisfit } from '../templates/refuse-misfit.js'
import type { XmlSend } from './read-xml-request.js'
import { renderCode, renderProblem } from './render-answer.js'
import { templateProblem, XML_PROBLEMS, type XmlProblem } from './xml-problem.js'

/** The account whose template limit a request spends: the one its remetente names, else the first. */
export function accountOf({ state }: Sandbox, { remetente = '' }: XmlSend): Account {
  const [first = state.nobody] = state.accounts.values()
  return state.accounts.get(remetente) ?? first
}

/**
 * Answers a 50.01 request, taking all of its contacts or none. As on the REST side the limit comes first, so that
 * invalid documents cost quota too: one request is one request, however many contacts it has.
 */
export function receiveDispatch(sandbox: Sandbox, asked: XmlSend, reply: FastifyReply): string {
  const { state, settings } = sandbox
  const now = settings.now()
  if (!admit(accountOf(sandbox, asked).limit, reply, now)) {
    state.counts.throttled += 1
    return errorBody(429).message
  }
  const refuse = (problem: XmlProblem) => {
    state.counts.rejected += 1
    return renderProblem(problem, asked.trans, state.xmlStyle)
  }
  if (!asked.valid) return refuse(asked.problem)
  if (settings.remetentes?.includes(asked.dispatch.remetente) === false) return refuse(XML_PROBLEMS.sender)
  const { identificador, bodies } = asked.dispatch
  const { templates, enforce } = state.templates
  const misfit = enforce && bodies.map((body) => refuseMisfit(body, templates)).find(Boolean)
  if (misfit) return refuse(templateProblem(misfit))
  const upstreamId = randomUUID()
  for (const body of bodies) {
    const failure = failureOf(state.people, body)
    const arrival = state.arrivals.add(
      body,
      { hash: hashContent(body), upstreamId, identificador, failure },
      now,
    )
    state.pusher.follow(arrival)
  }
  return renderCode(upstreamId, state.xmlStyle)
}
