import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { refuseUnauthorized } from '../access/refuse-unauthorized.js'
import type { Arrival } from '../arrivals/arrivals.js'
import { KnownArrival } from '../arrivals/known-arrival.js'
import { truthOf } from '../delivery/truth.js'
import { errorBody } from '../error-body.js'
import { createFaultPlan } from '../faults/fault-plan.js'
import { FaultRule } from '../faults/fault-rule.js'
import { parseJson } from '../message/parse-json.js'
import { fieldsOf } from '../message/read-template-request.js'
import { createState, type Sandbox } from '../state.js'
import { Templates } from '../templates/approved-template.js'
import { SEED_STYLE, XmlStyle } from '../xml/xml-style.js'
import { statsOf } from './stats.js'

/**
 * `after`: the `n` of the last message seen (default 0); `limit`: at most that many (default 1,000, up to 10,000). The
 * rest restricts where given: to what was answered with this id (the code of a 50.01 request), or sent with this name.
 */
const PageQuery = z.object({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(10_000).default(1_000),
  upstreamId: z.string().optional(),
  identificador: z.string().optional(),
})

const TEMPLATES_LIMIT_BYTES = 16 * 1024 * 1024

/** The sandbox's own routes, which Hi Platform does not have: what arrived, and what shall go wrong. */
export function addControlRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  app.register(async (control) => {
    control.addHook('onRequest', async (request, reply) => {
      if (refuseUnauthorized(request, reply, sandbox.settings)) return reply
    })

    control.get('/sandbox/stats', async () => statsOf(sandbox))

    control.get('/sandbox/messages', async (request, reply) => {
      const page = pageOf(sandbox, request, reply)
      return page && { messages: page }
    })

    // What another sandbox had accepted, oldest first; for a sandbox that has accepted nothing yet.
    control.put('/sandbox/messages', async (request, reply) => {
      const known = z.array(KnownArrival).safeParse(parseJson(request.body))
      if (!known.success) return reply.code(400).send(errorBody(400, fieldsOf(known.error)))
      for (const { arrivedAt, hash, upstreamId, identificador, failure, ...body } of known.data) {
        sandbox.state.arrivals.add(body, { hash, upstreamId, identificador, failure }, arrivedAt)
      }
      return { messages: known.data.length }
    })

    control.get('/sandbox/truth', async (request, reply) => {
      const now = sandbox.settings.now()
      const page = pageOf(sandbox, request, reply)
      return page && { messages: page.map((arrival) => truthOf(arrival, sandbox.settings, now)) }
    })

    control.post('/sandbox/faults', async (request, reply) => {
      const rules = z.array(FaultRule).safeParse(parseJson(request.body))
      if (!rules.success) return reply.code(400).send(errorBody(400, fieldsOf(rules.error)))
      sandbox.state.faults = createFaultPlan(rules.data, sandbox.state.random)
      return { rules: rules.data.length }
    })

    control.post('/sandbox/xml', async (request, reply) => {
      const style = XmlStyle.partial().safeParse(parseJson(request.body))
      if (!style.success) return reply.code(400).send(errorBody(400, fieldsOf(style.error)))
      sandbox.state.xmlStyle = XmlStyle.parse({
        ...SEED_STYLE,
        ...sandbox.settings.xmlStyle,
        ...style.data,
      })
      return sandbox.state.xmlStyle
    })

    control.post('/sandbox/templates', { bodyLimit: TEMPLATES_LIMIT_BYTES }, async (request, reply) => {
      const told = Templates.safeParse(parseJson(request.body))
      if (!told.success) return reply.code(400).send(errorBody(400, fieldsOf(told.error)))
      sandbox.state.templates = told.data
      return { templates: told.data.templates.length, enforce: told.data.enforce }
    })

    control.post('/sandbox/reset', async (_request, reply) => {
      sandbox.state.pusher.stop()
      sandbox.state = createState(sandbox.settings)
      return reply.code(204).send()
    })
  })
}

/** The accepted messages of the page asked for; `undefined` when that was answered with 400. */
function pageOf({ state }: Sandbox, request: FastifyRequest, reply: FastifyReply): Arrival[] | undefined {
  const query = PageQuery.safeParse(request.query)
  if (!query.success) {
    reply.code(400).send(errorBody(400, fieldsOf(query.error)))
    return undefined
  }
  const { after, limit, upstreamId, identificador } = query.data
  const rest = state.arrivals.all().slice(after)
  const wanted = rest.filter(
    (arrival) =>
      (upstreamId === undefined || arrival.upstreamId === upstreamId) &&
      (identificador === undefined || arrival.identificador === identificador),
  )
  return wanted.slice(0, limit)
}
