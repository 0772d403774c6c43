import type { Redis } from 'ioredis'
import type { Lane } from '../message/index.js'
import type { AccountKeys } from '../redis/index.js'
import type { Lanes } from './lanes.js'
import type { SendJob } from './send-job.js'

/** A message that is in the ledger or waits in a lane already: which row of which batch it is, and its fingerprint. */
export interface Known {
  readonly lane: Lane
  readonly batch?: string | undefined
  readonly row?: number | undefined
  readonly fingerprint?: string | undefined
}

/**
 * Looks ids up in both lanes and the ledger, in one pipeline. Jobs are read before entries: a job leaves its lane
 * only after its entry was made, so a message is never overlooked on its way.
 */
export async function findKnown(
  { redis, keys, lanes }: { redis: Redis; keys: AccountKeys; lanes: Lanes },
  ids: readonly string[],
): Promise<(Known | undefined)[]> {
  if (ids.length === 0) return []
  const pipeline = redis.pipeline()
  for (const id of ids) {
    pipeline.hget(lanes.urgent.toKey(id), 'data')
    pipeline.hget(lanes.bulk.toKey(id), 'data')
    pipeline.hmget(keys.message(id), 'lane', 'batch', 'row', 'print')
  }
  const replies = ((await pipeline.exec()) ?? []).map(([error, reply]) => {
    if (error) throw error
    return reply
  })
  return ids.map((_, index) => {
    const [urgent, bulk, entry] = replies.slice(index * 3, index * 3 + 3) as [
      string,
      string,
      (string | null)[],
    ]
    if (entry?.[0]) {
      const [lane, batch, row, print] = entry
      return {
        lane: lane as Lane,
        batch: batch ?? undefined,
        row: row ? Number(row) : undefined,
        fingerprint: print ?? undefined,
      }
    }
    const data = urgent ?? bulk
    if (!data) return undefined
    const { batch, row, fingerprint } = JSON.parse(data) as SendJob
    return { lane: urgent ? 'urgent' : 'bulk', batch, row, fingerprint }
  })
}
