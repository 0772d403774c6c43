#!/usr/bin/env node
import { openRedis, openWakeListener } from '@disparo/core/internal/redis'
import {
  announceServed,
  announceWorker,
  followAccounts,
  openAccountsMetrics,
} from '@disparo/service/accounts'
import { requireLayout } from '@disparo/service/layout'
import { openLog } from '@disparo/service/log'
import { openRegistry, watchRedis } from '@disparo/service/metrics'
import { refuseWrongRedis, startFailure } from '@disparo/service/start'
import { startTracing } from '@disparo/service/tracing'
import { versionOf } from '@disparo/service/version'
import { loadConfigured, loadFirst } from './accounts/configured-accounts.js'
import { serveAccounts } from './accounts/serve-accounts.js'
import { environment, readConfig } from './config.js'
import { redisErrorLog } from './health/redis-error-log.js'
import { startHealth } from './health/start-health.js'
import { openWorkerMetrics } from './metrics/worker-metrics.js'

/** For what was traced last; a collector that is away must not keep the process from ending. */
const flushMs = 2_000

async function main(): Promise<void> {
  const config = readConfig()
  const log = openLog('worker', config.LOG_LEVEL)
  const tracing = await startTracing({
    serviceName: 'disparo-worker',
    endpoint: config.OTEL_EXPORTER_OTLP_ENDPOINT,
    isDisabled: config.OTEL_SDK_DISABLED,
    onChange: (isSending) => {
      if (isSending) log.info({ event: 'tracing:recovered' })
      else log.warn({ event: 'tracing:failing' })
    },
  })
  const registry = openRegistry()
  const metrics = openWorkerMetrics(registry)
  const logRedisError = redisErrorLog(log)
  const onRedisError = (error: Error) => {
    metrics.redisError()
    logRedisError(error)
  }
  const reload = { look: () => {} }
  process.on('SIGHUP', () => reload.look())
  const load = () => loadConfigured(environment, config.WORKER_ACCOUNTS)
  const loaded = await loadFirst(environment, config.WORKER_ACCOUNTS)
  const accountsMetrics = openAccountsMetrics(registry)
  accountsMetrics.inForce(loaded.all)
  let all = loaded.all.map(({ name }) => name)

  await refuseWrongRedis(config.REDIS_URL, environment)
  const redis = openRedis(config.REDIS_URL, 'worker', onRedisError)
  watchRedis(registry, redis)
  const wakes = openWakeListener(redis, onRedisError)
  const health = await startHealth({ ...config, registry, redis, log, accounts: () => all })
  const layout = await requireLayout(redis)
  const accounts = serveAccounts(
    {
      ...{ redis, log, metrics, onRedisError, wakes, tracing },
      dataKeys: config.DISPARO_DATA_KEY,
      concurrency: config.WORKER_CONCURRENCY,
      lockMs: config.WORKER_LOCK_MS,
    },
    loaded.served,
    { deadlineMs: config.SHUTDOWN_DEADLINE_MS },
  )
  const presence = announceServed(redis, 'worker', accounts.names)
  const shown = announceWorker(redis, versionOf(import.meta.dirname), accounts.names)
  const followed = followAccounts({
    ...{ path: config.DISPARO_ACCOUNTS, load, loaded, log, onWrong: accountsMetrics.wrong },
    onChange: (next) => {
      all = next.all.map(({ name }) => name)
      accounts.serve(next.served)
      accountsMetrics.inForce(next.all)
      void presence.now()
      void shown.now()
    },
  })
  reload.look = followed.look

  const stop = async (why: Readonly<Record<string, unknown>>, exitCode = 0) => {
    health.stopping()
    followed.close()
    presence.close()
    layout.close()
    log.info({ event: 'worker:stopping', ...why, deadlineMs: config.SHUTDOWN_DEADLINE_MS })
    await Promise.all([accounts.stop(), shown.close()])
    await Promise.all([health.close(), tracing?.close(flushMs)])
    wakes.close()
    redis.disconnect()
    log.info({ event: 'worker:stopped' })
    process.exit(exitCode)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop({ signal }))
  layout.follow((error) => {
    console.error(`disparo worker: ${error.message}`)
    void stop({ code: error.code }, 1)
  })

  await Promise.all([accounts.ready(), presence.now(), shown.now()])
  health.ready()
  log.info({ event: 'worker:ready', accounts: accounts.names() })
}

main().catch((error: unknown) => {
  process.stderr.write(startFailure('worker', error))
  process.exit(1)
})
