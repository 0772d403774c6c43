#!/usr/bin/env node
import { connect } from '@disparo/core'
import { type Account, loadAccounts } from '@disparo/core/internal/account'
import { announceServed, followAccounts, openAccountsMetrics } from '@disparo/service/accounts'
import { openApiKeys } from '@disparo/service/keys'
import { requireLayout } from '@disparo/service/layout'
import { openLog } from '@disparo/service/log'
import { openRegistry } from '@disparo/service/metrics'
import { noteUntrustedProxy } from '@disparo/service/proxies'
import { listenFault, refuseWrongRedis, startFailure } from '@disparo/service/start'
import { startTracing } from '@disparo/service/tracing'
import { followUsers, loadUsers, usersByName } from '@disparo/service/users'
import { createAuthenticator } from './access/authenticator.js'
import { createKeyAuthenticator } from './access/key-authenticator.js'
import { createSessions } from './access/sessions.js'
import { loadConfigured, withSecrets } from './accounts/configured-accounts.js'
import { openBoard } from './admin/open-board.js'
import { createApp } from './app.js'
import { closeOnSignal } from './close-on-signal.js'
import { environment, readConfig } from './config.js'
import { createOpenRequests } from './connections/open-requests.js'
import { builtConsole } from './console/built-console.js'
import { openDocumentClaims } from './drop-in/xml/document-claims.js'
import { openAccountCollector } from './metrics/account-collector.js'
import { countEnqueued } from './metrics/count-enqueued.js'
import { openProducerMetrics } from './metrics/producer-metrics.js'
import { serveAccounts } from './serve-accounts.js'
import { openWebhooks } from './webhook/open-webhooks.js'

/** Composes the HTTP door from the environment and listens. */
async function main(): Promise<void> {
  const config = readConfig()
  const logger = openLog('producer', config.LOG_LEVEL)
  const tracing = await startTracing({
    serviceName: 'disparo-producer',
    endpoint: config.OTEL_EXPORTER_OTLP_ENDPOINT,
    isDisabled: config.OTEL_SDK_DISABLED,
    onChange: (isSending) => {
      if (isSending) logger.info({ event: 'tracing:recovered' })
      else logger.warn({ event: 'tracing:failing' })
    },
  })
  const reload = { look: () => {} }
  process.on('SIGHUP', () => reload.look())
  const all = await loadAccounts(environment)
  const namesOf = (accounts: readonly Account[]) => accounts.map(({ name }) => name)
  const users = usersByName(await loadUsers(config.DISPARO_USERS, namesOf(all)))
  const configured = withSecrets(all, environment)
  const dataKeys = config.DISPARO_DATA_KEY
  await refuseWrongRedis(config.REDIS_URL, environment)
  const metrics = openProducerMetrics(openRegistry())
  const accountsMetrics = openAccountsMetrics(metrics.registry)
  accountsMetrics.inForce(all)
  const hooks = openWebhooks(configured, config.REDIS_URL, { dataKeys, metrics })
  const board = openBoard(all, config.REDIS_URL, metrics.statuses)
  const layout = await requireLayout(board.redis)
  const figures = config.METRICS_TOKEN && openAccountCollector(metrics.registry, all, config.REDIS_URL)
  const served = serveAccounts(all, (account) =>
    countEnqueued(
      connect({
        ...{ redis: config.REDIS_URL, account, dataKey: dataKeys, telemetry: tracing?.telemetry },
        onStatus: metrics.statuses(account.name),
        allowNewAccount: true, // It serves the account.
      }),
      metrics,
    ),
  )
  const { accounts, addresses } = served
  const apiKeys = openApiKeys(board.redis)
  const claims = openDocumentClaims(config.REDIS_URL, dataKeys)
  const closing = new AbortController()
  const requests = createOpenRequests()
  const app = await createApp({
    accounts,
    requests,
    authenticator: createAuthenticator(users),
    sessions: createSessions({ redis: board.redis, users }),
    keyAuthenticator: createKeyAuthenticator({ keys: apiKeys, users }),
    apiKeys,
    consoleFolder: builtConsole,
    logger,
    webhooks: hooks.webhooks,
    board,
    addresses,
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
  const names = () => [...accounts.keys()]
  const presence = announceServed(board.redis, 'producer', names)
  const followed = followAccounts({
    path: config.DISPARO_ACCOUNTS,
    load: () => loadConfigured(environment, [...users.values()]),
    loaded: { served: configured },
    onChange: async (next) => {
      const accountsNow = next.served.map(({ account }) => account)
      const closers = [await served.serve(accountsNow), board.serve(accountsNow)]
      if (figures) closers.push(figures.serve(accountsNow))
      hooks.serve(next.served)
      accountsMetrics.inForce(accountsNow)
      logger.info({ event: 'accounts:changed', accounts: names() })
      followedUsers.look()
      void presence.now()
      void requests.ended().then(() => {
        for (const close of closers) close()
      })
    },
    onWrong: accountsMetrics.wrong,
    log: logger,
  })
  const followedUsers = followUsers({
    ...{ path: config.DISPARO_USERS, users, accounts: names, log: logger },
    onWrong: metrics.usersWrong,
  })
  reload.look = () => {
    followed.look()
    followedUsers.look()
  }
  void presence.now()
  app.addHook('onClose', async () => {
    followed.close()
    followedUsers.close()
    presence.close()
    layout.close()
    hooks.close()
    board.close()
    claims.close()
    if (figures) figures.close()
  })
  const close = closeOnSignal({
    ...{ app, accounts, logger, closing, tracing },
    drainMs: config.SHUTDOWN_DRAIN_MS,
    deadlineMs: config.SHUTDOWN_DEADLINE_MS,
  })
  layout.follow((error) => {
    process.stderr.write(`disparo producer: ${error.message}\n`)
    close({ code: error.code }, 1)
  })
  // Fastify would log a line in its own words for each address.
  const { level } = app.log
  app.log.level = 'silent'
  const url = await app.listen({ host: config.HOST, port: config.PORT }).catch((error: unknown) => {
    throw listenFault(error, { host: 'HOST', port: 'PORT' })
  })
  app.log.level = level
  logger.info({ event: 'app:listening', url, accounts: names() })
}

main().catch((error: unknown) => {
  process.stderr.write(startFailure('producer', error))
  process.exit(1)
})
