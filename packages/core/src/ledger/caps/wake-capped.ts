import { clockLua } from '../../gate/index.js'
import type { Lane } from '../../message/index.js'
import { type AccountKeys, defineScript, publishWake, type Redis } from '../../redis/index.js'

/** Keys: the batches that wait, batches:moved. Argument: prefix. Those batches are listed to be swept. */
const script = defineScript(
  'disparoWakeCapped',
  clockLua,
  `
local batches, now = redis.call('ZRANGE', KEYS[1], 0, -1), gate_now()
for _, id in ipairs(batches) do
  redis.call('HDEL', ARGV[1] .. ':batch:' .. id, 'cappedUntil', 'cappedPlan')
  local last = tonumber(redis.call('ZSCORE', KEYS[2], id))
  redis.call('ZADD', KEYS[2], math.max(now, math.floor(last or 0) + 1), id)
end
redis.call('DEL', KEYS[1])
return #batches
`,
)

/** Lets all messages of batches that wait for their persons' caps ask anew, for the cap is another one. */
export async function wakeCapped(redis: Redis, keys: AccountKeys): Promise<void> {
  const batches = await script(redis, [keys.cappedBatches, keys.batchPhaseChanges], [keys.prefix])
  if (Number(batches) > 0) await publishWake(redis, keys, 'batches')
}

/** Takes so many messages of no batch that wait for their persons' caps off their list: they are to ask anew. */
export async function takeCappedAlone(
  redis: Redis,
  keys: AccountKeys,
  count: number,
): Promise<{ readonly id: string; readonly lane: Lane }[]> {
  const popped = await redis.zpopmin(keys.cappedAlone, count)
  const members = popped.filter((_, index) => index % 2 === 0)
  return members.map((member) => ({ id: member.slice(1), lane: member.startsWith('u') ? 'urgent' : 'bulk' }))
}
