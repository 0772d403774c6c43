import { createHash } from 'node:crypto'
import { type AccountKeys, defineScript, type Redis } from '../redis/index.js'

/** How a request of `size` messages went, as the groups that come after it hear it. */
export type GroupOutcome =
  | { readonly kind: 'success'; readonly size: number }
  | { readonly kind: 'failure' }
  | { readonly kind: 'refused'; readonly size: number; readonly refusalText: string }

/** So many refusals in a row that say the same are no message's; both halves of a group count as much. */
const mostAlike = 3
/** Older news say nothing any more. */
const keptMs = 86_400_000

/**
 * Fields of the hash: `max`, how many may go in one request (absent: the account's), and while nothing gets through since:
 * `said`, `alike` times in a row, `last` for so many messages. A group that is smaller than the last may be a part of it,
 * which says nothing new; the next as large (`halves`) is the other part. Single messages count after a failure only, when they
 * are all the groups there are: else many bad numbers in a row would be everybody's.
 */
const script = defineScript(
  'disparoRecordGroupOutcome',
  `
local groups, kind, size, full = KEYS[1], ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local said, most, kept = ARGV[4], tonumber(ARGV[5]), ARGV[6]
redis.call('HDEL', groups, '')
if kind == 'success' then
  local max = tonumber(redis.call('HGET', groups, 'max'))
  redis.call('HDEL', groups, 'said', 'alike', 'last', 'halves')
  if max and size >= max then
    if max * 2 < full then redis.call('HSET', groups, 'max', max * 2) else redis.call('HDEL', groups, 'max') end
  end
  return 0
end
local alike = 0
if kind == 'refused' then
  local known = redis.call('HMGET', groups, 'said', 'alike', 'last', 'halves', 'max')
  alike = known[1] == said and tonumber(known[2]) or 0
  if size > 1 or known[5] == '1' then
    local is_part = alike > 0 and size < tonumber(known[3])
    if not is_part then alike = alike + (alike > 0 and known[4] == '1' and 2 or 1) end
    redis.call('HSET', groups, 'said', said, 'alike', alike, 'last', size, 'halves', is_part and 1 or 0)
  end
end
local is_failure = kind == 'failure' or alike >= most
if is_failure then redis.call('HSET', groups, 'max', 1) end
redis.call('PEXPIRE', groups, kept)
return alike >= most and 1 or 0
`,
)

/**
 * Hears of a request, for all workers of the account: a failure makes the next ones a message each, and each that gets through
 * doubles them. Answers whether a refusal is the same for all, so that it is none of these messages'.
 * @param full - the account's `xml.groupMax`
 */
export async function recordGroupOutcome(
  redis: Redis,
  keys: AccountKeys,
  news: GroupOutcome,
  full: number,
): Promise<boolean> {
  const size = 'size' in news ? news.size : 1
  // Its words may name somebody, and only have to be known again.
  const said = news.kind === 'refused' ? createHash('sha256').update(news.refusalText).digest('base64') : ''
  const args = [news.kind, size, full, said, mostAlike, keptMs]
  return (await script(redis, [keys.gateGroups], args)) === 1
}

/** How many messages may go in one request now, `full` at most. */
export async function readGroupSize(redis: Redis, keys: AccountKeys, full: number): Promise<number> {
  const max = Number((await redis.hget(keys.gateGroups, 'max')) ?? full)
  return Math.min(full, Math.max(1, max))
}
