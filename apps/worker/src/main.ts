#!/usr/bin/env node
import {
  ConfigurationError,
  loadAccounts,
  resolveCallbackSecret,
  resolveCredentials,
} from '@disparo/core/account'
import { openRedis } from '@disparo/core/redis'
import { pino } from 'pino'
import { startAccountWorker } from './account-worker.js'
import { startCallbacks } from './callbacks/start-callbacks.js'
import { environment, readConfig } from './config.js'
import { redisErrorLog } from './redis-errors.js'

async function main(): Promise<void> {
  const config = readConfig(environment)
  const log = pino({ level: config.LOG_LEVEL, base: { app: 'worker', pid: process.pid } })
  const onRedisError = redisErrorLog(log)
  const accounts = await loadAccounts(config)
  const configured = accounts.map((account) => ({
    account,
    credentials: resolveCredentials(account, environment),
    callbackSecret: resolveCallbackSecret(account, environment),
  }))

  const redis = openRedis(config.REDIS_URL, 'worker', onRedisError)
  const senders = configured.map(({ account, credentials }) =>
    startAccountWorker({
      account,
      credentials,
      redis,
      concurrency: config.WORKER_CONCURRENCY,
      lockMs: config.WORKER_LOCK_MS,
      log,
      onRedisError,
    }),
  )
  const callbacks = configured.flatMap(({ account: { name, callback }, callbackSecret: secret }) =>
    callback && secret
      ? [startCallbacks({ account: { name, callback }, secret, redis, log, onRedisError })]
      : [],
  )
  const workers = [...senders, ...callbacks]

  const stop = async (signal: string) => {
    log.info({ event: 'worker:stopping', signal, deadlineMs: config.SHUTDOWN_DEADLINE_MS })
    await Promise.all(workers.map((worker) => worker.stop(config.SHUTDOWN_DEADLINE_MS)))
    redis.disconnect()
    log.info({ event: 'worker:stopped' })
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(signal))

  await Promise.all(workers.map((worker) => worker.ready()))
  log.info({ event: 'worker:ready', accounts: accounts.map(({ name }) => name) })
}

main().catch((error: unknown) => {
  if (!(error instanceof ConfigurationError)) throw error
  console.error(`disparo worker: ${error.message}`)
  process.exit(1)
})
