import { type AccountKeys, defineScript, type Redis } from '../../redis/index.js'

/** One call handles so many slices: short enough to keep nobody waiting. */
const perCall = 1_000
const total = 'total'

/** Each slice's count moves to the total once: who does it again finds none. */
const foldScript = defineScript(
  'disparoRollUpForeignItems',
  /* lua */ `
local sum = 0
for _, slice in ipairs(ARGV) do
  sum = sum + (tonumber(redis.call('HGET', KEYS[1], slice)) or 0)
  redis.call('HDEL', KEYS[1], slice)
end
if sum > 0 then redis.call('HINCRBY', KEYS[1], '${total}', sum) end
return sum
`,
)

/** Notes how many items of slices are none of ours, in place of what an earlier scan of them counted. */
export async function recordForeignItems(
  redis: Redis,
  keys: AccountKeys,
  counts: ReadonlyMap<number, number>,
): Promise<void> {
  if (counts.size === 0) return
  const known = await redis.hmget(keys.foreignItems, ...[...counts.keys()].map(String))
  const news = [...counts].filter(([, count], index) => count !== Number(known[index] ?? 0))
  if (news.length === 0) return
  const some = news.filter(([, count]) => count > 0)
  const none = news.filter(([, count]) => count === 0).map(([n]) => String(n))
  const transaction = redis.multi()
  if (some.length > 0) transaction.hset(keys.foreignItems, ...some.flat())
  if (none.length > 0) transaction.hdel(keys.foreignItems, ...none)
  for (const [error] of (await transaction.exec()) ?? []) if (error) throw error
}

/** Keeps what was counted in slices that are about to be dropped. */
export async function rollUpForeignItems(
  redis: Redis,
  keys: AccountKeys,
  slices: readonly number[],
): Promise<void> {
  for (let first = 0; first < slices.length; first += perCall) {
    await foldScript(redis, [keys.foreignItems], slices.slice(first, first + perCall))
  }
}

/** Items of others seen so far, in the slices that are followed and in those dropped. */
export async function countForeignItems(redis: Redis, keys: AccountKeys): Promise<number> {
  const counts = await redis.hvals(keys.foreignItems)
  return counts.reduce((sum, count) => sum + Number(count), 0)
}
