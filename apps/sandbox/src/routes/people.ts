import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { refuseUnauthorized } from '../access/refuse-unauthorized.js'
import { errorBody } from '../error-body.js'
import { parseJson } from '../message/parse-json.js'
import { fieldsOf } from '../message/read-template-request.js'
import { Person } from '../people/people.js'
import { PersonReply, replyEvent } from '../people/person-reply.js'
import type { Sandbox } from '../state.js'

const most = 10_000

/** What people do who are sent to: the sandbox's own routes, which Hi Platform does not have. */
export function addPeopleRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  app.register(async (people) => {
    people.addHook('onRequest', async (request, reply) => {
      if (refuseUnauthorized(request, reply, sandbox.settings)) return reply
    })

    people.put('/sandbox/people', async (request, reply) => {
      const told = z.array(Person).max(most).safeParse(parseJson(request.body))
      if (!told.success) return reply.code(400).send(errorBody(400, fieldsOf(told.error)))
      for (const person of told.data) sandbox.state.people.tell(person)
      return { people: told.data.length }
    })

    // They are told of at once, in this order, where the sandbox has an address to tell.
    people.post('/sandbox/replies', async (request, reply) => {
      const told = z.array(PersonReply).max(most).safeParse(parseJson(request.body))
      if (!told.success) return reply.code(400).send(errorBody(400, fieldsOf(told.error)))
      const { state, settings } = sandbox
      if (settings.pushUrl === undefined) return reply.code(409).send(errorBody(409))
      for (const each of told.data) {
        const answered = state.arrivals.all().findLast(({ to }) => to === each.phone)
        state.pusher.tell(replyEvent(each, { answered, sender: settings.sender, now: settings.now() }))
      }
      return { replies: told.data.length }
    })
  })
}
