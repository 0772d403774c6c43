import { kindOf } from '@disparo/api'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerUnknownRoute } from '../problem/answer-problem.js'
import { landingPage } from './landing-page.js'
import { preferredLanguage } from './page.js'
import { problemPage, problemsPage } from './problem-page.js'

interface PageRoutesOptions {
  readonly hasBoard: boolean
}

/** What is for everybody to read: nothing of it is of an account. In Portuguese where `Accept-Language` asks for it. */
export async function pageRoutes(app: FastifyInstance, { hasBoard }: PageRoutesOptions): Promise<void> {
  const hidden = { schema: { hide: true } }
  const languageOf = ({ headers }: FastifyRequest) => preferredLanguage(headers['accept-language'])
  const send = (reply: FastifyReply, html: string) =>
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'public, max-age=3600')
      .header('vary', 'accept-language')
      .send(html)

  app.get('/', hidden, (request, reply) => send(reply, landingPage(languageOf(request), { hasBoard })))
  app.get('/problems', hidden, (request, reply) => send(reply, problemsPage(languageOf(request))))
  app.get<{ Params: { kind: string } }>('/problems/:kind', hidden, (request, reply) => {
    const kind = kindOf(`/problems/${request.params.kind}`)
    if (kind === undefined) return answerUnknownRoute(request, reply)
    return send(reply, problemPage(kind, languageOf(request)))
  })
}
