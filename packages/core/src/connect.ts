import { type ConnectOptions, readConnectOptions } from './connect-options.js'
import type { Disparo } from './disparo.js'
import { enqueueCalls } from './enqueue-calls.js'
import { ledgerCalls } from './ledger-calls.js'
import { openAccount } from './open-account.js'
import { personCalls } from './person-calls.js'
import { rejectWhenClosed } from './reject-when-closed.js'
import { suppressionCalls } from './suppression-calls.js'
import { templateCalls } from './template-calls.js'

/**
 * Opens the door to one account: enqueueing and status. It connects in the background and never waits for long: while
 * Redis is down, every call fails within a second (`RedisUnavailableError`) and works again once Redis is back.
 * @throws ConfigurationError naming the options that are wrong; `InvalidRedisUrlError`, what is wrong with `redis`
 */
export function connect(options: ConnectOptions): Disparo {
  const settings = readConnectOptions(options)
  const open = openAccount(settings)
  let closing: Promise<void> | undefined
  return {
    account: settings.account.name,
    ...rejectWhenClosed(
      {
        ...{ ...enqueueCalls(open), ...ledgerCalls(open), ...personCalls(open) },
        ...{ ...suppressionCalls(open), ...templateCalls(open) },
      },
      () => closing !== undefined,
    ),
    close: () => {
      closing ??= open.close()
      return closing
    },
  }
}
