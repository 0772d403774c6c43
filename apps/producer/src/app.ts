import { randomUUID } from 'node:crypto'
import helmet from '@fastify/helmet'
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { authenticate } from './access/authenticate.js'
import type { Credential } from './access/credential.js'
import { closeConnectionsOnClose } from './close-connections.js'
import { logRequests } from './log-requests.js'
import { answerClientError } from './problem/answer-client-error.js'
import { answerProblem, answerUnknownRoute } from './problem/answer-problem.js'
import { batchStateRoutes } from './routes/batch-states.js'
import { batchRoutes } from './routes/batches.js'
import { callbackRoutes } from './routes/callbacks.js'
import { documentRoutes } from './routes/documentation.js'
import type { Accounts } from './routes/find-account.js'
import { healthRoutes } from './routes/health.js'
import { hiBrokerRoutes } from './routes/hi-broker.js'
import { messageRoutes } from './routes/messages.js'
import { unknownRoutes } from './routes/unknown.js'
import type { BrokerWebhooks } from './webhook/broker-webhook.js'

export interface AppOptions {
  /** Opened by the caller, and closed by the caller after the app. */
  readonly accounts: Accounts
  readonly credentials: readonly Credential[]
  readonly logger: FastifyBaseLogger
  /** Opened and closed by the caller, too. Default: none. */
  readonly webhooks?: BrokerWebhooks
  /** The largest single message. Default 64 KiB. */
  readonly bodyLimitBytes?: number
  /** The largest batch sent as NDJSON or CSV. Default 1 GiB. */
  readonly batchLimitBytes?: number
}

/** A gibibyte on a slow line takes long; a request that arrives slower than this is given up. */
const longestRequestMs = 3_600_000

/** Builds the HTTP door; it does not listen yet. */
export async function createApp({
  accounts,
  credentials,
  logger,
  webhooks = new Map(),
  bodyLimitBytes = 64 * 1024,
  batchLimitBytes = 1024 ** 3,
}: AppOptions): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request' }),
    genReqId: () => randomUUID(),
    requestTimeout: longestRequestMs,
    routerOptions: { maxParamLength: 250 },
    forceCloseConnections: 'idle',
    frameworkErrors: answerProblem,
    clientErrorHandler: answerClientError,
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(answerProblem)
  app.setNotFoundHandler(answerUnknownRoute)
  app.removeAllContentTypeParsers()
  logRequests(app)
  closeConnectionsOnClose(app)
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
  })
  await documentRoutes(app)
  await app.register(healthRoutes, { accounts })
  await app.register(hiBrokerRoutes, { webhooks })
  await app.register(async (guarded) => {
    guarded.decorateRequest('credentialName', null)
    guarded.addHook('onRequest', authenticate(credentials))
    await guarded.register(messageRoutes, { accounts, bodyLimitBytes })
    await guarded.register(batchRoutes, { accounts, batchLimitBytes })
    await guarded.register(batchStateRoutes, { accounts })
    await guarded.register(unknownRoutes, { accounts })
    await guarded.register(callbackRoutes, { accounts })
  })
  return app
}
