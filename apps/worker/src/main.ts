#!/usr/bin/env node
import {
  ConfigurationError,
  loadAccounts,
  resolveCallbackSecrets,
  resolveCredentials,
} from '@disparo/core/internal/account'
import { recordConfigured } from '@disparo/core/internal/callback'
import { accountKeys, openRedis, openWakeListener } from '@disparo/core/internal/redis'
import { openSeal } from '@disparo/core/internal/seal'
import { openRegistry, watchRedis } from '@disparo/service/metrics'
import { startTracing } from '@disparo/service/tracing'
import { pino } from 'pino'
import { startAccountWorker } from './account-worker.js'
import { startCallbacks } from './callbacks/start-callbacks.js'
import { environment, readConfig } from './config.js'
import { redisErrorLog } from './health/redis-error-log.js'
import { startHealth } from './health/start-health.js'
import { openWorkerMetrics } from './metrics/worker-metrics.js'

/** For what was traced last; a collector that is away must not keep the process from ending. */
const flushMs = 2_000

async function main(): Promise<void> {
  const config = readConfig()
  const log = pino({ level: config.LOG_LEVEL, base: { app: 'worker', pid: process.pid } })
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
  const accounts = await loadAccounts(config)
  const configured = accounts.map((account) => ({
    account,
    seal: openSeal(account.name, config.DISPARO_DATA_KEY),
    credentials: resolveCredentials(account, environment),
    callbackSecrets: resolveCallbackSecrets(account, environment),
    metrics: metrics.account(account.name),
  }))

  const redis = openRedis(config.REDIS_URL, 'worker', onRedisError)
  watchRedis(registry, redis)
  const wakes = openWakeListener(redis, onRedisError)
  const health = await startHealth({
    ...config,
    ...{ registry, redis, log, accounts: accounts.map(({ name }) => name) },
  })
  const senders = configured.map(({ account, credentials, metrics, seal }) =>
    startAccountWorker({
      account,
      credentials,
      metrics,
      seal,
      redis,
      concurrency: config.WORKER_CONCURRENCY,
      lockMs: config.WORKER_LOCK_MS,
      log,
      onRedisError,
      wakes,
      tracing,
    }),
  )
  const callbacks = configured.flatMap(
    ({ account: { name, callback }, callbackSecrets: secrets, metrics, seal }) =>
      callback
        ? [
            startCallbacks({
              ...{ account: { name, callback }, secrets, redis, log, metrics, seal, onRedisError, wakes },
              lockMs: config.WORKER_LOCK_MS,
            }),
          ]
        : [],
  )
  const workers = [...senders, ...callbacks]

  const stop = async (signal: string) => {
    health.stopping()
    log.info({ event: 'worker:stopping', signal, deadlineMs: config.SHUTDOWN_DEADLINE_MS })
    await Promise.all(workers.map((worker) => worker.stop(config.SHUTDOWN_DEADLINE_MS)))
    await Promise.all([health.close(), tracing?.close(flushMs)])
    wakes.close()
    redis.disconnect()
    log.info({ event: 'worker:stopped' })
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(signal))

  await Promise.all([
    ...workers.map((worker) => worker.ready()),
    ...accounts.map(({ name, callback }) =>
      recordConfigured(redis, accountKeys(name), callback !== undefined),
    ),
  ])
  health.ready()
  log.info({ event: 'worker:ready', accounts: accounts.map(({ name }) => name) })
}

main().catch((error: unknown) => {
  if (!(error instanceof ConfigurationError)) throw error
  console.error(`disparo worker: ${error.message}`)
  process.exit(1)
})
