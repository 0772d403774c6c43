#!/usr/bin/env node
import { connect } from '@disparo/core'
import { ConfigurationError, loadAccounts } from '@disparo/core/internal/account'
import { openRegistry } from '@disparo/service/metrics'
import { noteUntrustedProxy } from '@disparo/service/proxies'
import { startTracing } from '@disparo/service/tracing'
import { loadUsers } from '@disparo/service/users'
import { pino } from 'pino'
import { createAuthenticator } from './access/authenticator.js'
import { openBoard } from './admin/open-board.js'
import { createApp } from './app.js'
import { closeOnSignal } from './close-on-signal.js'
import { environment, readConfig } from './config.js'
import { openDocumentClaims } from './drop-in/xml/document-claims.js'
import { openAccountCollector } from './metrics/account-collector.js'
import { countEnqueued } from './metrics/count-enqueued.js'
import { openProducerMetrics } from './metrics/producer-metrics.js'
import { openWebhooks } from './webhook/open-webhooks.js'

/** Composes the HTTP door from the environment and listens. */
async function main(): Promise<void> {
  const config = readConfig()
  const logger = pino({ level: config.LOG_LEVEL, base: { app: 'producer', pid: process.pid } })
  const tracing = await startTracing({
    serviceName: 'disparo-producer',
    endpoint: config.OTEL_EXPORTER_OTLP_ENDPOINT,
    isDisabled: config.OTEL_SDK_DISABLED,
    onChange: (isSending) => {
      if (isSending) logger.info({ event: 'tracing:recovered' })
      else logger.warn({ event: 'tracing:failing' })
    },
  })
  const loaded = await loadAccounts(config)
  const users = await loadUsers(
    config.DISPARO_USERS,
    loaded.map(({ name }) => name),
  )
  const dataKeys = config.DISPARO_DATA_KEY
  const metrics = openProducerMetrics(openRegistry())
  const { webhooks, close } = openWebhooks(loaded, config.REDIS_URL, environment, { dataKeys, metrics })
  const board = openBoard(loaded, config.REDIS_URL, metrics.statuses)
  const figures = config.METRICS_TOKEN && openAccountCollector(metrics.registry, loaded, config.REDIS_URL)
  const accounts = new Map(
    loaded.map((account) => [
      account.name,
      countEnqueued(
        connect({
          ...{ redis: config.REDIS_URL, account, dataKey: dataKeys, telemetry: tracing?.telemetry },
          onStatus: metrics.statuses(account.name),
        }),
        metrics,
      ),
    ]),
  )
  const claims = openDocumentClaims(config.REDIS_URL, dataKeys)
  const closing = new AbortController()
  const app = await createApp({
    accounts,
    authenticator: createAuthenticator(users),
    logger,
    webhooks,
    board,
    addresses: loaded,
    restDropInQuotas: {
      sendsPerMinute: config.DROP_IN_LIMIT,
      reportsPer10Minutes: config.DROP_IN_REPORT_LIMIT,
    },
    xmlDropInTerms: {
      claims,
      limitBytes: config.XML_LIMIT_BYTES,
      requestsPerMinute: config.DROP_IN_XML_LIMIT,
    },
    bodyLimitBytes: config.BODY_LIMIT_BYTES,
    batchLimitBytes: config.BATCH_LIMIT_BYTES,
    trustedProxies: config.TRUSTED_PROXIES,
    onUntrustedProxy: (address) => void noteUntrustedProxy(board.redis, address),
    maxConnections: config.MAX_CONNECTIONS,
    metrics,
    metricsToken: config.METRICS_TOKEN,
    isDraining: () => closing.signal.aborted,
    tracing,
  })
  app.addHook('onClose', async () => {
    close()
    board.close()
    claims.close()
    if (figures) figures.close()
  })
  closeOnSignal({
    ...{ app, accounts, logger, closing, tracing },
    drainMs: config.SHUTDOWN_DRAIN_MS,
    deadlineMs: config.SHUTDOWN_DEADLINE_MS,
  })
  // Fastify would log a line in its own words for each address.
  const { level } = app.log
  app.log.level = 'silent'
  const url = await app.listen({ host: config.HOST, port: config.PORT })
  app.log.level = level
  logger.info({ event: 'app:listening', url, accounts: [...accounts.keys()] })
}

main().catch((error: unknown) => {
  if (error instanceof ConfigurationError) {
    process.stderr.write(`${error.message}\n`)
  } else {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  }
  process.exit(1)
})
