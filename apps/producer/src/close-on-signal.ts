import { setTimeout as wait } from 'node:timers/promises'
import type { Tracing } from '@disparo/service/tracing'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { Accounts } from './accounts/find-account.js'
import { faultFields } from './problem/fault-fields.js'

interface ClosingParts {
  readonly app: FastifyInstance
  readonly accounts: Accounts
  readonly logger: FastifyBaseLogger
  /** Aborted as soon as the signal comes. */
  readonly closing: AbortController
  /** For so long requests are still taken, until load balancers have seen that `/readyz` answers 503. */
  readonly drainMs: number
  /** Requests in flight then get this long, and are cut off. */
  readonly deadlineMs: number
  readonly tracing?: Tracing | undefined
}

/** For what was traced last; a collector that is away must not keep the process from ending. */
const flushMs = 2_000

/**
 * On SIGTERM or SIGINT: is no more ready, stops accepting, finishes what is in flight, exits 0. A second signal ends it at once.
 * @returns what does the same for another reason, and exits with the code it is given
 */
export function closeOnSignal(parts: ClosingParts): (why: Why, exitCode: number) => void {
  const end = (why: Why, exitCode: number) => {
    parts.closing.abort()
    parts.logger.info({ event: 'app:closing', ...why })
    close(parts).then(
      () => process.exit(exitCode),
      (error: unknown) => {
        parts.logger.error({ event: 'app:failed', ...faultFields(error) })
        process.exit(1)
      },
    )
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => end({ signal }, 0))
  return end
}

type Why = Readonly<Record<string, unknown>>

async function close({ app, accounts, logger, drainMs, deadlineMs, tracing }: ClosingParts): Promise<void> {
  if (drainMs > 0) await wait(drainMs)
  const inTime = await Promise.race([app.close().then(() => true), wait(deadlineMs, false)])
  if (!inTime) {
    logger.warn({ event: 'app:deadline', deadlineMs })
    app.server.closeAllConnections()
  }
  // A Redis that is down must not keep the process from ending.
  const disconnected = Promise.allSettled([...accounts.values()].map((disparo) => disparo.close()))
  await Promise.all([Promise.race([disconnected, wait(1_000)]), tracing?.close(flushMs)])
  logger.info({ event: 'app:closed' })
}
