import { randomBytes } from 'node:crypto'
import { startApp } from '../stack/start-app.js'
import { startStack } from '../stack/start-stack.js'
import { dropInDifferences, sandboxDifferences } from './differences.js'
import type { Service } from './service.js'

/** A service of this run's own. */
export interface StandIn {
  readonly service: Service
  stop(): Promise<unknown>
}

const XML_PATH = '/emkt/int/integracao.php'
/** Requests in a minute: enough for all clauses but those that use it up. */
const LIMIT = 150
const REPORT_LIMIT = 600

/** Statuses come in an instant; an address that nobody has is the only `remetente`. */
const sandboxEnv = {
  SANDBOX_TIME_SCALE: '100000',
  SANDBOX_REMETENTES: 'sandbox',
  SANDBOX_REPORT_LIMIT_MAX: `${REPORT_LIMIT}`,
}

const people = {
  template: { namespace: 'contract', elementName: 'aviso' },
  recipients: Array.from({ length: 7 }, (_, n) => `55119000000${10 + n}`),
  lookMs: 500,
}

/** The sandbox alone. */
export async function startSandboxService(): Promise<StandIn> {
  const address = {
    username: 'sandbox',
    password: randomBytes(24).toString('base64url'),
    configId: 'sandbox',
  }
  const app = await startApp({
    name: 'sandbox',
    entry: 'apps/sandbox/dist/main.js',
    env: {
      SANDBOX_PORT: '0',
      SANDBOX_USERNAME: address.username,
      SANDBOX_PASSWORD: address.password,
      SANDBOX_LIMIT_MAX: `${LIMIT}`,
      ...sandboxEnv,
    },
  })
  const { url = '' } = app
  const service = {
    name: 'the sandbox',
    rest: { ...address, baseUrl: url },
    xml: {
      url: `${url}${XML_PATH}`,
      user: address.username,
      password: address.password,
      remetente: 'sandbox',
    },
    ...people,
    patienceMs: 120_000,
    differences: sandboxDifferences,
  }
  return { service, stop: app.stop }
}

/** Our drop-in: a producer, a worker, and a sandbox behind them, so that what it takes is sent and comes through. */
export async function startDropInService(): Promise<StandIn> {
  const stack = await startStack({
    account: { reconcile: { limit: { max: REPORT_LIMIT, windowMs: 600_000 } } },
    env: {
      sandbox: sandboxEnv,
      producer: {
        DROP_IN_LIMIT: `${LIMIT}`,
        DROP_IN_XML_LIMIT: `${LIMIT}`,
        DROP_IN_REPORT_LIMIT: `${REPORT_LIMIT}`,
      },
    },
  })
  const { url, user, password } = stack.producer
  const service = {
    name: 'the drop-in',
    rest: { baseUrl: url, username: user, password, configId: stack.sandbox.configId },
    xml: { url: `${url}${XML_PATH}`, user, password, remetente: stack.sandbox.configId },
    ...people,
    patienceMs: 120_000,
    differences: dropInDifferences,
  }
  return { service, stop: stack.stop }
}
