import { type AccountKeys, defineScript, type Redis, readHash } from '../../redis/index.js'
import { type LedgerBatch, parseBatch } from './batch.js'
import type { BatchOrigin } from './batch-origin.js'
import { type BatchPhase, parseBatchPhase } from './set-batch-phase.js'

/**
 * Keys: the register. Arguments: prefix, newest score, how many. Answers of each batch, the newest first, its score, id, name, state,
 * and when it was finished. As many more as there may be of the newest's millisecond are told. All as one text of JSON: many
 * short strings cost a client several times as much.
 */
const registerScript = defineScript(
  'disparoReadRegister',
  /* lua */ `
local newest, more = ARGV[2], 0
if newest ~= '+inf' then more = redis.call('ZCOUNT', KEYS[1], newest, newest) end
local flat = redis.call('ZREVRANGEBYSCORE', KEYS[1], newest, '-inf', 'WITHSCORES', 'LIMIT', 0, ARGV[3] + more)
local answer = {}
for place = 1, #flat, 2 do
  local known = redis.call('HMGET', ARGV[1] .. ':batch:' .. flat[place], 'name', 'state', 'finishedAt')
  answer[#answer + 1] = { flat[place + 1], flat[place], known[1] or '', known[2] or '', known[3] or '' }
end
return cjson.encode(answer)
`,
)

/** Keys: of each batch its hash and its rows. Answers of each all fields, and how many rows it has; as above. */
const batchesScript = defineScript(
  'disparoReadBatches',
  /* lua */ `
local answer = {}
for place = 1, #KEYS, 2 do
  answer[#answer + 1] = { redis.call('HGETALL', KEYS[place]), redis.call('BITCOUNT', KEYS[place + 1]) }
end
return cjson.encode(answer)
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
 * A glance at an account's batches after a place, the newest first, at most `limit`, also at those that are gone. Those of one millisecond stand by
 * their id. Batches of 0.1.0 stand in it once they were paused, resumed, cancelled or corrected.
 */
export async function readRegister(
  redis: Redis,
  keys: AccountKeys,
  { after, limit }: { readonly after?: RegisterPlace | undefined; readonly limit: number },
): Promise<BatchGlance[]> {
  const newest = after ? String(after.createdAt) : '+inf'
  const answer = (await registerScript(redis, [keys.batches], [keys.prefix, newest, limit])) as string
  const isAfter = ({ id, createdAt }: RegisterPlace) => !after || createdAt < after.createdAt || id < after.id
  return readList<string[]>(answer)
    .map(([createdAt = '', id = '', name, state, finishedAt]) => ({
      ...{ id, createdAt: Number(createdAt), phase: parseBatchPhase(state), isFinished: Boolean(finishedAt) },
      ...(name ? { name } : {}),
    }))
    .filter(isAfter)
    .slice(0, limit)
}

/** These batches, without those that are gone. */
export async function readBatches(
  redis: Redis,
  keys: AccountKeys,
  places: readonly RegisterPlace[],
): Promise<LedgerBatch[]> {
  const read = places.flatMap(({ id }) => [keys.batch(id), keys.batchRows(id)])
  const answer = (await batchesScript(redis, read, [])) as string
  return readList<readonly [string[] | object, number]>(answer).flatMap(
    ([fields, total], index) => parseBatch(places[index]?.id ?? '', readHash(fields), total) ?? [],
  )
}

/** Lua has an empty list as an object. */
function readList<T>(text: string): T[] {
  const list: unknown = JSON.parse(text)
  return Array.isArray(list) ? list : []
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
