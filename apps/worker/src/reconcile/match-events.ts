import { redisNow } from '@disparo/core/internal/redis'
import type { WebhookDeps } from '@disparo/core/internal/webhook'
import { rematchEvents } from '@disparo/service/webhook'
import type { Logger } from 'pino'
import { type LoopSignal, startLoop } from '../lanes/run-loop.js'

const everyMs = 1_000
/** After a failure: another worker may do better meanwhile. */
const failedMs = 5_000

/**
 * Matches webhook events with messages that were not known yet when they came. Every worker of the account does.
 * @param signal says that there are some. Default: it looks every second
 */
export function startEventMatcher(
  webhook: WebhookDeps,
  log: Logger,
  signal?: LoopSignal,
): { stop(): Promise<void> } {
  /** Answers how long to sleep. */
  const look = async (): Promise<number | 'quiet'> => {
    const { matched, changed, isMore } = await rematchEvents(
      webhook,
      await redisNow(webhook.redis, webhook.keys),
    )
    if (matched > 0) log.info({ event: 'webhook:rematched', matched, changed })
    return isMore ? 0 : 'quiet'
  }

  // Where Redis is away or refuses, its own events are logged.
  return startLoop(() => look().catch(() => failedMs), { everyMs, signal })
}
