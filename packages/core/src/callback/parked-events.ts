import { type AccountKeys, defineScript, type Redis } from '../redis/index.js'
import type { OutboxEvent } from './outbox-event.js'

/** A change whose message is sealed with a data key that the worker lacks which took it. */
export interface ParkedEvent {
  readonly event: OutboxEvent
  /** Names the key (`sealedBy`). */
  readonly keyFingerprint: string
}

/** Scores of `callbackNext` from here on are of changes that are parked: nobody takes their turn. The others are times, ms. */
export const parkedScore = 1e15
/** After that a change is told without its label, rather than never. */
export const maxParkedMs = 7 * 24 * 3_600_000
const keptMs = maxParkedMs + 24 * 3_600_000

const parkScript = defineScript(
  'disparoParkEvents',
  /* lua */ `
for index = 1, #ARGV, 2 do
  local member = ARGV[index + 1]
  local score = tonumber(redis.call('ZSCORE', KEYS[1], member))
  if score and score < ${parkedScore} then
    redis.call('ZADD', KEYS[1], ${parkedScore} + score, member)
    redis.call('ZADD', KEYS[2], 0, ARGV[index] .. ' ' .. member)
  end
end
redis.call('PEXPIRE', KEYS[2], ${keptMs})
`,
)

const takeBackScript = defineScript(
  'disparoUnparkEvents',
  /* lua */ `
local taken = 0
local function take_back(member)
  local score = tonumber(redis.call('ZSCORE', KEYS[1], member))
  if not score or score < ${parkedScore} then return end
  redis.call('ZADD', KEYS[1], score - ${parkedScore}, member)
  taken = taken + 1
end
local overdue = redis.call('ZRANGEBYSCORE', KEYS[1], ${parkedScore}, ${parkedScore} + tonumber(ARGV[2]), 'LIMIT', 0, ARGV[1])
for _, member in ipairs(overdue) do take_back(member) end
for index = 3, #ARGV do
  local mark = ARGV[index]
  local parked = redis.call('ZRANGEBYLEX', KEYS[2], '[' .. mark .. ' ', '(' .. mark .. '!', 'LIMIT', 0, ARGV[1])
  for _, each in ipairs(parked) do
    redis.call('ZREM', KEYS[2], each)
    take_back(string.sub(each, #mark + 2))
  end
end
return taken
`,
)

/** Leaves changes to workers that have their keys: they keep their places in the lines, and the turns of others come. */
export async function parkEvents(
  redis: Redis,
  keys: AccountKeys,
  parked: readonly (ParkedEvent & { readonly member: string })[],
): Promise<void> {
  if (parked.length === 0) return
  const args = parked.flatMap(({ keyFingerprint: mark, member }) => [mark, member])
  await parkScript(redis, [keys.callbackReady, keys.callbackParked], args)
}

/**
 * Gives up to `count` changes their turns again that are parked for these keys, and as many that nobody has had the key of
 * for too long. Answers how many.
 * @param now epoch ms
 */
export async function unparkEvents(
  redis: Redis,
  keys: AccountKeys,
  { marks, count, now }: { readonly marks: readonly string[]; readonly count: number; readonly now: number },
): Promise<number> {
  const args = [count, now - maxParkedMs, ...marks]
  return (await takeBackScript(redis, [keys.callbackReady, keys.callbackParked], args)) as number
}
