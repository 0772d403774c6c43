import Fastify, { type FastifyError, type FastifyInstance } from 'fastify'
import { errorBody } from './error-body.js'
import { addControlRoutes } from './routes/control.js'
import { addMessageTemplatesRoute } from './routes/message-templates.js'
import { addPeopleRoutes } from './routes/people.js'
import { addReportRoute } from './routes/report.js'
import { addTemplateRoute } from './routes/template.js'
import { addXmlRoute } from './routes/xml.js'
import { DEFAULT_OPTIONS, type SandboxOptions, type SandboxSettings } from './sandbox-options.js'
import { createState, type Sandbox } from './state.js'

/**
 * A stand-in for Hi Platform's REST API (seed 001) and XML integration (seed 000), to be started with `listen()` and
 * stopped with `close()`, which also ends hanging requests. It shares no code with Disparo, nor so its mistakes.
 */
export function createSandbox(options: SandboxOptions): FastifyInstance {
  const settings: SandboxSettings = { ...DEFAULT_OPTIONS, ...options }
  const sandbox: Sandbox = { settings, state: createState(settings) }
  const app = Fastify({ forceCloseConnections: true, exposeHeadRoutes: false })

  // Bodies stay text here: what is invalid JSON is for the routes to say, and it costs quota.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, async (_request: unknown, body: string) => body)

  app.setNotFoundHandler((_request, reply) => reply.code(404).send(errorBody(404)))
  app.setErrorHandler((error: FastifyError, _request, reply) => {
    const status = error.statusCode ?? 500
    if (status >= 500) settings.onError(error)
    return reply.code(status).send(errorBody(status))
  })

  app.addHook('preClose', async () => sandbox.state.pusher.stop())

  app.get('/healthz', async () => ({ status: 'OK' }))
  addTemplateRoute(app, sandbox)
  addReportRoute(app, sandbox)
  addXmlRoute(app, sandbox)
  addMessageTemplatesRoute(app, sandbox)
  addControlRoutes(app, sandbox)
  addPeopleRoutes(app, sandbox)
  return app
}
