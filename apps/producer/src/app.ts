import { randomUUID } from 'node:crypto'
import fastify, { type FastifyInstance, LogController } from 'fastify'
import { serializerCompiler } from 'fastify-type-provider-zod'
import { guard } from './access/guard.js'
import { boardPrefix, boardRoutes } from './admin/board-routes.js'
import type { AppOptions } from './app-options.js'
import { closeConnectionsOnClose } from './connections/close-on-close.js'
import { closeUnread } from './connections/close-unread.js'
import { detectUntrustedProxies } from './connections/detect-untrusted-proxies.js'
import { endSlowBodies, slowBodyTerms } from './connections/end-slow-bodies.js'
import { limitConnections } from './connections/limit-connections.js'
import { consolePrefix, consoleRoutes } from './console/console-routes.js'
import { normalizePath } from './drop-in/normalize-path.js'
import { answerRefusal } from './drop-in/rest/answer-refusal.js'
import { restDropIn, restDropInPrefix } from './drop-in/rest/routes.js'
import { answerXmlRefusal } from './drop-in/xml/answer-refusal.js'
import { xmlDropIn, xmlDropInPrefix } from './drop-in/xml/routes.js'
import { logRequests } from './log-requests.js'
import { measureRequests } from './metrics/measure-requests.js'
import { documentRoutes } from './openapi/document-routes.js'
import { pageRoutes } from './pages/page-routes.js'
import { answerClientError } from './problem/answer-client-error.js'
import { answerProblem, answerUnknownRoute } from './problem/answer-problem.js'
import { refuseEncodings } from './refuse-encodings.js'
import { accountRoutes } from './routes/accounts.js'
import { auditRoutes } from './routes/audit.js'
import { batchControlRoutes } from './routes/batch-control.js'
import { batchStateRoutes } from './routes/batch-states.js'
import { batchRoutes } from './routes/batches.js'
import { callbackRoutes } from './routes/callbacks.js'
import { forgetRoutes } from './routes/forget.js'
import { gateRoutes } from './routes/gate.js'
import { healthRoutes } from './routes/health.js'
import { hiBrokerRoutes } from './routes/hi-broker.js'
import { keyRoutes } from './routes/keys.js'
import { messageRoutes } from './routes/messages.js'
import { metricsRoutes } from './routes/metrics.js'
import { reportRoutes } from './routes/report.js'
import { retryRoutes } from './routes/retry.js'
import { searchRoutes } from './routes/search.js'
import { suppressedPersonRoutes } from './routes/suppressed-person.js'
import { suppressionRoutes } from './routes/suppressions.js'
import { templateRoutes } from './routes/templates.js'
import { unknownRoutes } from './routes/unknown.js'
import { validateRequest } from './routes/validate-request.js'
import { webhookEventRoutes } from './routes/webhook-events.js'
import { sendSecurityHeaders } from './security-headers.js'
import { sessionRoutes } from './session/session-routes.js'
import { traceRequests } from './trace-requests.js'

/** A gibibyte on a slow line takes long; a request that arrives slower than this is given up. */
const longestRequestMs = 3_600_000
/** A connection that says nothing, or never ends its headers, is closed after so long. */
const longestHeadersMs = 15_000
const lookForThoseMs = 5_000

/** Builds the HTTP door; it does not listen yet. */
export async function createApp({
  accounts,
  requests,
  authenticator,
  sessions,
  keyAuthenticator,
  apiKeys,
  consoleFolder,
  logger,
  webhooks = new Map(),
  board,
  addresses = [],
  restDropInQuotas = { sendsPerMinute: 6_000, reportsPer10Minutes: 600 },
  xmlDropInTerms,
  bodyLimitBytes = 64 * 1024,
  batchLimitBytes = 1024 ** 3,
  trustedProxies = [],
  onUntrustedProxy = () => {},
  maxConnections = 1_000,
  slowBodies = slowBodyTerms,
  metrics,
  metricsToken,
  isDraining = () => false,
  tracing,
}: AppOptions): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request' }),
    genReqId: () => randomUUID(),
    requestTimeout: longestRequestMs,
    http: { headersTimeout: longestHeadersMs, connectionsCheckingInterval: lookForThoseMs },
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    routerOptions: { maxParamLength: 250 },
    rewriteUrl: ({ url = '/' }) => normalizePath(url, [restDropInPrefix, xmlDropInPrefix]),
    forceCloseConnections: 'idle',
    frameworkErrors: (error, request, reply) => {
      closeUnread(request, reply)
      if (request.url.startsWith(restDropInPrefix)) answerRefusal(error, request, reply)
      else if (request.url.startsWith(xmlDropInPrefix)) answerXmlRefusal(error, request, reply)
      else answerProblem(error, request, reply)
    },
    clientErrorHandler: answerClientError,
  })
  app.setValidatorCompiler(validateRequest)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(answerProblem)
  app.setNotFoundHandler(answerUnknownRoute)
  app.removeAllContentTypeParsers()
  app.decorateRequest('user', null)
  if (tracing) traceRequests(app, { tracing, accounts })
  requests?.track(app)
  logRequests(app)
  if (metrics) measureRequests(app, metrics)
  detectUntrustedProxies(app, onUntrustedProxy)
  limitConnections(app, maxConnections)
  endSlowBodies(app, slowBodies)
  app.addHook('onSend', (request, reply, _payload, done) => {
    closeUnread(request, reply)
    done()
  })
  closeConnectionsOnClose(app)
  refuseEncodings(app)
  sendSecurityHeaders(app)
  await documentRoutes(app)
  await app.register(pageRoutes, { hasBoard: board !== undefined })
  await app.register(healthRoutes, { accounts, isDraining })
  if (metrics && metricsToken !== undefined) {
    await app.register(metricsRoutes, { registry: metrics.registry, token: metricsToken })
  }
  await app.register(hiBrokerRoutes, { webhooks })
  const authenticators = { authenticator, keys: keyAuthenticator }
  if (board) await app.register(boardRoutes, { prefix: boardPrefix, board, ...authenticators, sessions })
  if (sessions) {
    await app.register(sessionRoutes, { authenticator, sessions, accounts })
    await app.register(consoleRoutes, { prefix: consolePrefix, folder: consoleFolder })
  }
  await app.register(restDropIn, {
    prefix: restDropInPrefix,
    book: { accounts, addresses },
    authenticators,
    bodyLimitBytes,
    quotas: restDropInQuotas,
  })
  if (xmlDropInTerms) {
    const book = { accounts, addresses }
    await app.register(xmlDropIn, { ...xmlDropInTerms, prefix: xmlDropInPrefix, book, authenticators })
  }
  await app.register(async (guarded) => {
    guard(guarded, { ...authenticators, sessions, accounts })
    if (apiKeys) await guarded.register(keyRoutes, { accounts, keys: apiKeys })
    await guarded.register(accountRoutes, { accounts })
    await guarded.register(messageRoutes, { accounts, bodyLimitBytes })
    await guarded.register(batchRoutes, { accounts, batchLimitBytes })
    await guarded.register(batchStateRoutes, { accounts })
    await guarded.register(batchControlRoutes, { accounts })
    await guarded.register(unknownRoutes, { accounts })
    await guarded.register(retryRoutes, { accounts })
    await guarded.register(callbackRoutes, { accounts })
    await guarded.register(auditRoutes, { accounts })
    await guarded.register(gateRoutes, { accounts })
    await guarded.register(reportRoutes, { accounts })
    await guarded.register(templateRoutes, { accounts })
    await guarded.register(webhookEventRoutes, { accounts })
    await guarded.register(forgetRoutes, { accounts })
    await guarded.register(searchRoutes, { accounts })
    await guarded.register(suppressedPersonRoutes, { accounts })
    await guarded.register(suppressionRoutes, { accounts, batchLimitBytes })
  })
  return app
}
