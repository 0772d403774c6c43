import type { FastifyReply } from 'fastify'
import { type Timeline, timelineOf } from '../delivery/timeline.js'
import { errorBody } from '../error-body.js'
import { admit } from '../rate-limit/admit.js'
import type { Sandbox } from '../state.js'
import { phoneOf } from './dispatch-document.js'
import type { XmlQuery } from './read-xml-request.js'
import { renderProblem, renderStatuses } from './render-answer.js'
import { XML_PROBLEMS } from './xml-problem.js'

/** Answers a 50.02 request: an item for each contact, in the order in which they were sent. */
export function answerQuery(
  { state, settings }: Sandbox,
  { code, trans }: XmlQuery,
  reply: FastifyReply,
): string {
  const now = settings.now()
  if (!admit(state.xmlStatusLimit, reply, now)) {
    state.counts.xmlStatusThrottled += 1
    return errorBody(429).message
  }
  const contacts = state.arrivals.contactsOf(code)
  if (contacts.length === 0) return renderProblem(XML_PROBLEMS.code, trans, state.xmlStyle)
  const items = contacts.map((arrival) => ({
    telefone: phoneOf(arrival.to),
    status: statusWordOf(timelineOf(arrival, settings), now),
  }))
  return renderStatuses(items, state.xmlStyle)
}

/** What 50.02 says of a contact. The real words are documented nowhere. */
type StatusWord = 'Aceito' | 'Enviado' | 'Entregue' | 'Lido' | 'Falha'

/** The last thing that has happened by `now` (epoch milliseconds). */
function statusWordOf(timeline: Timeline, now: number): StatusWord {
  const hasCome = (moment: number | undefined) => moment !== undefined && moment <= now
  if (hasCome(timeline.failedAt)) return 'Falha'
  if (hasCome(timeline.readAt)) return 'Lido'
  if (hasCome(timeline.receivedAt)) return 'Entregue'
  return hasCome(timeline.sentAt) ? 'Enviado' : 'Aceito'
}
