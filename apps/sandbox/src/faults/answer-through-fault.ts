import type { OutgoingHttpHeaders } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyReply } from 'fastify'
import { errorBody } from '../error-body.js'
import { RATE_LIMIT_HEADERS } from '../rate-limit/rate-limit.js'
import type { Fault } from './fault-plan.js'
import type { FaultRule } from './fault-rule.js'

/**
 * Answers as the fault says. `work` is the route's own: it decides at once, whatever the latency, and sends nothing;
 * it runs unless the fault keeps the request from being accepted. Without a fault it is the answer, as it is with
 * an `xml-error`, which is the XML route's own to give.
 */
export async function answerThroughFault(
  reply: FastifyReply,
  fault: Fault | undefined,
  work: () => unknown,
): Promise<FastifyReply> {
  const end = fault?.end
  const body = end === undefined || runsBefore(end) ? work() : undefined
  if (fault !== undefined && fault.latencyMs > 0) {
    const stayed = await waitForClient(reply, fault.latencyMs)
    if (!stayed) return reply.hijack()
  }
  if (end === undefined || end.fault === 'xml-error') return reply.send(body)
  if (end.fault === 'status') return sendStatus(reply, end)
  if (end.fault === 'truncated' || end.fault === 'drop-midway') return sendPart(reply, end, body)
  reply.hijack()
  if (end.fault !== 'hang') reply.raw.socket?.destroy()
  return reply
}

function runsBefore(end: NonNullable<Fault['end']>): boolean {
  if (end.fault === 'status') return end.accepts === true
  return end.fault !== 'hang' && end.fault !== 'drop-before'
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
  reply
    .code(rule.status)
    .type(rule.contentType ?? contentTypeOf(body))
    .headers(rule.headers ?? {})
  return reply.send(textOf(body))
}

/** With `drop-midway` the headers promise all of it, and the connection ends when the part has been written. */
function sendPart(
  reply: FastifyReply,
  { fault, share }: Extract<FaultRule, { fault: 'truncated' | 'drop-midway' }>,
  body: unknown,
): FastifyReply {
  if (!reply.hasHeader('content-type')) reply.type(contentTypeOf(body))
  const whole = Buffer.from(textOf(body))
  const part = whole.subarray(0, Math.floor(whole.length * share))
  if (fault === 'truncated') return reply.send(part)
  const { raw } = reply.header('content-length', whole.length).hijack()
  raw.writeHead(reply.statusCode, reply.getHeaders() as OutgoingHttpHeaders)
  raw.flushHeaders()
  raw.write(part, () => raw.socket?.destroy())
  return reply
}

function textOf(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body)
}

function contentTypeOf(body: unknown): string {
  return typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8'
}
