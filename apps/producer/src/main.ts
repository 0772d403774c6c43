#!/usr/bin/env node
import { connect } from '@disparo/core'
import { ConfigurationError, loadAccounts } from '@disparo/core/account'
import { pino } from 'pino'
import { createApp } from './app.js'
import { closeOnSignal } from './close-on-signal.js'
import { environment, InvalidEnvironmentError, readConfig } from './config.js'
import { openWebhooks } from './webhook/open-webhooks.js'

/** Composes the HTTP door from the environment and listens. */
async function main(): Promise<void> {
  const config = readConfig()
  const logger = pino({ level: config.LOG_LEVEL, base: { app: 'producer', pid: process.pid } })
  const loaded = await loadAccounts(config)
  const { webhooks, close } = openWebhooks(loaded, config.REDIS_URL, environment)
  const accounts = new Map(
    loaded.map((account) => [account.name, connect({ redis: config.REDIS_URL, account })]),
  )
  const app = await createApp({
    accounts,
    credentials: config.DISPARO_CREDENTIALS,
    logger,
    webhooks,
    bodyLimitBytes: config.BODY_LIMIT_BYTES,
    batchLimitBytes: config.BATCH_LIMIT_BYTES,
  })
  app.addHook('onClose', async () => close())
  closeOnSignal({ app, accounts, logger, deadlineMs: config.SHUTDOWN_DEADLINE_MS })
  // Fastify would log a line in its own words for each address.
  const { level } = app.log
  app.log.level = 'silent'
  const url = await app.listen({ host: config.HOST, port: config.PORT })
  app.log.level = level
  logger.info({ event: 'app:listening', url, accounts: [...accounts.keys()] })
}

main().catch((error: unknown) => {
  if (error instanceof InvalidEnvironmentError || error instanceof ConfigurationError) {
    process.stderr.write(`${error.message}\n`)
  } else {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  }
  process.exit(1)
})
