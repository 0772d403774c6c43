import type { AccountKeys, Redis } from '../redis/index.js'
import { noSeal, type Seal } from '../seal/index.js'

/** Enough to learn what an undocumented event looks like. */
const keptEvents = 1_000
const keptChars = 2_048
const keptMs = 7 * 86_400_000

/** How many webhook events there were, each time one came. */
export interface WebhookCounts {
  readonly matched: number
  readonly unmatched: number
}

/**
 * Counts webhook events and keeps those of no message as they came (sealed, where there is a data key), shortened to 2,048
 * characters: about the last 1,000, for a week after the last one.
 */
export async function noteWebhook(
  redis: Redis,
  keys: AccountKeys,
  {
    matched,
    unmatched,
    seal = noSeal,
  }: { readonly matched: number; readonly unmatched: readonly string[]; readonly seal?: Seal | undefined },
): Promise<void> {
  const pipeline = redis.pipeline()
  if (matched > 0) pipeline.hincrby(keys.webhookCounts, 'matched', matched)
  if (unmatched.length > 0) {
    pipeline.hincrby(keys.webhookCounts, 'unmatched', unmatched.length)
    for (const raw of unmatched.slice(-keptEvents)) {
      pipeline.xadd(
        keys.webhookUnmatched,
        'MAXLEN',
        '~',
        keptEvents,
        '*',
        'event',
        seal.close('webhook', '', raw.slice(0, keptChars)),
      )
    }
    pipeline.pexpire(keys.webhookUnmatched, keptMs)
  }
  for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error
}

export async function readWebhookCounts(redis: Redis, keys: AccountKeys): Promise<WebhookCounts> {
  const [matched, unmatched] = await redis.hmget(keys.webhookCounts, 'matched', 'unmatched')
  return { matched: Number(matched ?? 0), unmatched: Number(unmatched ?? 0) }
}
