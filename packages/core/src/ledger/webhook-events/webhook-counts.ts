import type { AccountKeys, Redis } from '../../redis/index.js'

/** How many webhook events there were, each time one came. */
export interface WebhookCounts {
  readonly matched: number
  /** Of no message known so far: those that are matched later are counted there. */
  readonly unmatched: number
  /** Messages with an upstream id that another one had before: it tells nobody apart, and is not gone by. */
  readonly repeatedIds: number
}

/** Counts webhook events; below zero for those that are counted otherwise from now on. */
export async function addWebhookCounts(
  redis: Redis,
  keys: AccountKeys,
  counts: Pick<WebhookCounts, 'matched' | 'unmatched'>,
): Promise<void> {
  const pipeline = redis.pipeline()
  for (const name of ['matched', 'unmatched'] as const) {
    if (counts[name] !== 0) pipeline.hincrby(keys.webhookCounts, name, counts[name])
  }
  if (pipeline.length === 0) return
  for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error
}

export async function readWebhookCounts(redis: Redis, keys: AccountKeys): Promise<WebhookCounts> {
  const names = ['matched', 'unmatched', 'repeatedIds'] as const
  const [matched, unmatched, repeatedIds] = await redis.hmget(keys.webhookCounts, ...names)
  return {
    matched: Number(matched ?? 0),
    unmatched: Number(unmatched ?? 0),
    repeatedIds: Number(repeatedIds ?? 0),
  }
}
