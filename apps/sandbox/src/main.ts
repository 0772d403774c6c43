import process from 'node:process'
import { pino } from 'pino'
import { createSandbox } from './app.js'
import { type Config, environment, readConfig } from './config.js'
import { ConfigError } from './config-error.js'
import { listenFault } from './listen-fault.js'

async function start({ host, port, logLevel, sandbox }: Config): Promise<void> {
  const log = pino({ level: logLevel, base: { app: 'sandbox', pid: process.pid } })
  const app = createSandbox({
    ...sandbox,
    onError: (err) => log.error({ event: 'request:failed', err }),
  })

  const stop = async (signal: NodeJS.Signals) => {
    await app.close()
    log.info({ event: 'app:closed', signal })
    process.exit(0)
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)

  const url = await app.listen({ host, port }).catch((error: unknown) => {
    throw listenFault(error)
  })
  log.info({ event: 'app:listening', url })
}

try {
  await start(readConfig(environment))
} catch (error) {
  if (error instanceof ConfigError) console.error(`disparo sandbox: ${error.message}`)
  else console.error(error)
  process.exit(1)
}
