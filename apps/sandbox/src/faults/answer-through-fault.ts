import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyReply } from 'fastify'
import { errorBody } from '../error-body.js'
import { RATE_LIMIT_HEADERS } from '../rate-limit/rate-limit.js'
import type { Fault } from './fault-plan.js'
import type { FaultRule } from './fault-rule.js'

/**
 * Answers as the fault says. `work` is the route's own: it decides at once, whatever the latency, and sends nothing;
 * it runs unless the fault keeps the request from being accepted. Without a fault it is the answer.
 */
export async function answerThroughFault(
  reply: FastifyReply,
  fault: Fault | undefined,
  work: () => unknown,
): Promise<FastifyReply> {
  const end = fault?.end
  const runs = end === undefined || end.fault === 'drop-after'
  const body = runs ? work() : undefined
  if (fault !== undefined && fault.latencyMs > 0) {
    const stayed = await waitForClient(reply, fault.latencyMs)
    if (!stayed) return reply.hijack()
  }
  if (end === undefined) return reply.send(body)
  if (end.fault === 'status') return sendStatus(reply, end)
  reply.hijack()
  if (end.fault !== 'hang') reply.raw.socket?.destroy()
  return reply
}

/** `false` as soon as the client has left. */
async function waitForClient(reply: FastifyReply, ms: number): Promise<boolean> {
  const left = new AbortController()
  const leave = () => left.abort()
  reply.raw.once('close', leave)
  try {
    return await wait(ms, true, { signal: left.signal })
  } catch {
    return false
  } finally {
    reply.raw.off('close', leave)
  }
}

/** Comes as if from a proxy in front, which knows of no quota: only the rule's own headers. */
function sendStatus(reply: FastifyReply, rule: Extract<FaultRule, { fault: 'status' }>): FastifyReply {
  for (const name of RATE_LIMIT_HEADERS) reply.removeHeader(name)
  const standard = errorBody(rule.status)
  const body = rule.body ?? (rule.status === 429 ? standard.message : standard)
  const isText = typeof body === 'string'
  reply
    .code(rule.status)
    .type(rule.contentType ?? (isText ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8'))
    .headers(rule.headers ?? {})
  return reply.send(isText ? body : JSON.stringify(body))
}
