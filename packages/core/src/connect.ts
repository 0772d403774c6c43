import { auditCalls, noteActs } from './audit-calls.js'
import { type ConnectOptions, readConnectOptions } from './connect-options.js'
import type { Disparo } from './disparo.js'
import { enqueueCalls } from './enqueue-calls.js'
import { ledgerCalls } from './ledger-calls.js'
import { takeNamed } from './named-calls.js'
import { openAccount } from './open-account.js'
import { personCalls } from './person-calls.js'
import { rejectWhenClosed } from './reject-when-closed.js'
import { suppressionCalls } from './suppression-calls.js'
import { templateCalls } from './template-calls.js'
import type { NoTemplates, TemplateDefinitions } from './templates/index.js'

/**
 * Opens the door to one account: enqueueing and status. It connects in the background and never waits for long: while
 * Redis is down, every call fails within a second (`RedisUnavailableError`) and works again once Redis is back. Where a newer
 * version has migrated what is in Redis, every call throws `LayoutError`.
 * @throws ConfigurationError naming the options that are wrong; `InvalidRedisUrlError`, what is wrong with `redis`
 */
export function connect<const Named extends TemplateDefinitions = NoTemplates>(
  options: ConnectOptions<Named>,
): Disparo<Named> {
  const settings = readConnectOptions(options)
  const open = openAccount(settings)
  const calls = {
    ...{ ...enqueueCalls(open), ...ledgerCalls(open), ...personCalls(open) },
    ...{ ...suppressionCalls(open), ...templateCalls(open), ...auditCalls(open) },
  }
  const noted = { ...calls, ...noteActs(open, calls) }
  const { templates } = settings
  let closing: Promise<void> | undefined
  const close = () => {
    closing ??= open.close()
    return closing
  }
  return {
    account: settings.account.name,
    ...rejectWhenClosed(
      { ...noted, ...(templates && takeNamed(noted, templates)) },
      () => closing !== undefined,
    ),
    close,
    [Symbol.asyncDispose]: close,
  }
}
