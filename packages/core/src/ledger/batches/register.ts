import type { AccountKeys, Redis } from '../../redis/index.js'
import { type LedgerBatch, parseBatch } from './batch.js'
import type { BatchOrigin } from './batch-origin.js'

/** A place in the register: that of a batch. */
export interface RegisterPlace {
  readonly createdAt: number
  readonly id: string
}

interface RegisterPart {
  readonly batches: readonly LedgerBatch[]
  /** Where the next part begins; absent at the register's end. */
  readonly last?: RegisterPlace | undefined
}

/**
 * The batches of an account after a place, the newest first, at most `limit`. Those of one millisecond stand by their id.
 * Batches of 0.1.0 stand in it once they were paused, resumed, cancelled or corrected.
 */
export async function readRegister(
  redis: Redis,
  keys: AccountKeys,
  { after, limit }: { readonly after?: RegisterPlace | undefined; readonly limit: number },
): Promise<RegisterPart> {
  const places = await readPlaces(redis, keys, { after, limit })
  const pipeline = redis.pipeline()
  for (const { id } of places) pipeline.hgetall(keys.batch(id)).bitcount(keys.batchRows(id))
  const replies = (await pipeline.exec()) ?? []
  const batches = places.flatMap(({ id }, index) => {
    const [hash, total] = [replies[2 * index], replies[2 * index + 1]].map((reply) => {
      if (reply?.[0]) throw reply[0]
      return reply?.[1]
    })
    return parseBatch(id, (hash ?? {}) as Record<string, string>, Number(total)) ?? []
  })
  return { batches, ...(places.length < limit ? {} : { last: places.at(-1) }) }
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

/** As many more as there may be of the place's millisecond are read, and those up to it left out. */
async function readPlaces(
  redis: Redis,
  keys: AccountKeys,
  { after, limit }: { readonly after?: RegisterPlace | undefined; readonly limit: number },
): Promise<RegisterPlace[]> {
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
