#!/usr/bin/env node
import {
  ConfigurationError,
  loadAccounts,
  resolveCallbackSecret,
  resolveCredentials,
} from '@disparo/core/account'
import { openRegistry, watchRedis } from '@disparo/core/metrics'
import { openRedis } from '@disparo/core/redis'
import { pino } from 'pino'
import { startAccountWorker } from './account-worker.js'
import { startCallbacks } from './callbacks/start-callbacks.js'
import { environment, readConfig } from './config.js'
import { startHealth } from './health/start-health.js'
import { openWorkerMetrics } from './metrics/worker-metrics.js'
import { redisErrorLog } from './redis-errors.js'

async function main(): Promise<void> {
  const config = readConfig(environment)
  const log = pino({ level: config.LOG_LEVEL, base: { app: 'worker', pid: process.pid } })
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
    credentials: resolveCredentials(account, environment),
    callbackSecret: resolveCallbackSecret(account, environment),
    metrics: metrics.account(account.name),
  }))

  const redis = openRedis(config.REDIS_URL, 'worker', onRedisError)
  watchRedis(registry, redis)
  const health = await startHealth({ ...config, registry, redis, log })
  const senders = configured.map(({ account, credentials, metrics }) =>
    startAccountWorker({
      account,
      credentials,
      metrics,
      redis,
      concurrency: config.WORKER_CONCURRENCY,
      lockMs: config.WORKER_LOCK_MS,
      log,
      onRedisError,
    }),
  )
  const callbacks = configured.flatMap(({ account: { name, callback }, callbackSecret: secret, metrics }) =>
    callback && secret
      ? [
          startCallbacks({
            ...{ account: { name, callback }, secret, redis, log, metrics, onRedisError },
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
    await health.close()
    redis.disconnect()
    log.info({ event: 'worker:stopped' })
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(signal))

  await Promise.all(workers.map((worker) => worker.ready()))
  health.ready()
  log.info({ event: 'worker:ready', accounts: accounts.map(({ name }) => name) })
}

main().catch((error: unknown) => {
  if (!(error instanceof ConfigurationError)) throw error
  console.error(`disparo worker: ${error.message}`)
  process.exit(1)
})
