import { type AccountKeys, defineScript, type Redis } from '../../redis/index.js'
import { type LedgerBatch, parseBatch } from './batch.js'
import type { BatchOrigin } from './batch-origin.js'
import { type BatchPhase, parseBatchPhase } from './set-batch-phase.js'

/** Keys: the register. Arguments: prefix, ids of batches. Answers of each its name, state, and when it was finished. */
const glanceScript = defineScript(
  'disparoGlanceAtBatches',
  /* lua */ `
local answer = {}
for index = 2, #ARGV do
  answer[index - 1] = redis.call('HMGET', ARGV[1] .. ':batch:' .. ARGV[index], 'name', 'state', 'finishedAt')
end
return answer
`,
)

/** A place in the register: that of a batch. */
export interface RegisterPlace {
  readonly createdAt: number
  readonly id: string
}

/** What tells of most batches that a filter does not want them, before all of them is read. */
export interface BatchGlance extends RegisterPlace {
  readonly name?: string | undefined
  readonly phase: BatchPhase
  /** All its messages are settled. One that is not may be so, too: 0.1.0 did not note it. */
  readonly isFinished: boolean
}

/**
 * The places of an account's batches after a place, the newest first, at most `limit`. Those of one millisecond stand by their id.
 * Batches of 0.1.0 stand in it once they were paused, resumed, cancelled or corrected.
 */
export async function readRegister(
  redis: Redis,
  keys: AccountKeys,
  { after, limit }: { readonly after?: RegisterPlace | undefined; readonly limit: number },
): Promise<RegisterPlace[]> {
  // As many more as there may be of the place's millisecond are read, and those up to it left out.
  const newest = after ? String(after.createdAt) : '+inf'
  const skipped = after ? await redis.zcount(keys.batches, newest, newest) : 0
  const flat = await redis.zrange(
    ...([keys.batches, newest, '-inf', 'BYSCORE', 'REV', 'LIMIT', 0, limit + skipped, 'WITHSCORES'] as const),
  )
  const places = flat.flatMap((id, index) =>
    index % 2 === 0 ? [{ id, createdAt: Number(flat[index + 1]) }] : [],
  )
  const isAfter = ({ id, createdAt }: RegisterPlace) => !after || createdAt < after.createdAt || id < after.id
  return places.filter(isAfter).slice(0, limit)
}

/** A glance at each of these batches, also at those that are gone. In one call: most of its cost would be that of very many. */
export async function glanceAtBatches(
  redis: Redis,
  keys: AccountKeys,
  places: readonly RegisterPlace[],
): Promise<BatchGlance[]> {
  const ids = places.map(({ id }) => id)
  const replies = (await glanceScript(redis, [keys.batches], [keys.prefix, ...ids])) as (string | null)[][]
  return places.map((place, index) => {
    const [name, state, finishedAt] = replies[index] ?? []
    return {
      ...place,
      ...(name ? { name } : {}),
      ...{ phase: parseBatchPhase(state), isFinished: Boolean(finishedAt) },
    }
  })
}

/** These batches, without those that are gone. */
export async function readBatches(
  redis: Redis,
  keys: AccountKeys,
  places: readonly RegisterPlace[],
): Promise<LedgerBatch[]> {
  const pipeline = redis.pipeline()
  for (const { id } of places) pipeline.hgetall(keys.batch(id)).bitcount(keys.batchRows(id))
  const replies = (await pipeline.exec()) ?? []
  return places.flatMap(({ id }, index) => {
    const [hash, total] = replies.slice(2 * index, 2 * index + 2).map(([error, value]) => {
      if (error) throw error
      return value
    })
    return parseBatch(id, hash as Record<string, string>, Number(total)) ?? []
  })
}

/** Gives a batch another name. Answers whether there is such a batch. */
export async function renameBatch(
  redis: Redis,
  keys: AccountKeys,
  { id, name }: { readonly id: string } & Required<Pick<BatchOrigin, 'name'>>,
): Promise<boolean> {
  if (!(await redis.hexists(keys.batch(id), 'createdAt'))) return false
  await redis.hset(keys.batch(id), 'name', name ?? '')
  return true
}
