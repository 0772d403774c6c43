import { type AccountKeys, defineScript, type Redis } from '../../redis/index.js'

/** How many messages went out in a minute that begins at `at` (epoch ms). */
export interface SentMinute {
  readonly at: number
  readonly messages: number
}

const minuteMs = 60_000

/**
 * How many records of the log of dispatches (dispatch-log.lua.ts) lie in each minute: it is in order, so each minute's beginning is
 * found by halving. Key: any of the account's. Arguments: prefix, first and last minute (of the epoch). Answers a number each.
 */
const script = defineScript(
  'disparoSentByMinute',
  `
local prefix, first, last, record_bytes, hours = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), 24, {}
local function before(hour, second, low)
  local key = prefix .. ':dispatched:' .. hour
  local high = redis.call('STRLEN', key) / record_bytes
  while low < high do
    local middle = math.floor((low + high) / 2)
    local at = redis.call('GETRANGE', key, middle * record_bytes, middle * record_bytes + 3)
    if (struct.unpack('>I4', at)) < second then low = middle + 1 else high = middle end
  end
  return low
end
local counts, place, known = {}, nil, nil
for minute = first, last do
  local hour = math.floor(minute / 60)
  if hour ~= known then place, known = before(hour, minute * 60, 0), hour end
  local past = before(hour, minute * 60 + 60, place)
  counts[#counts + 1], place = past - place, past
end
return counts
`,
)

/** The messages that went out in each of the last `minutes` minutes, that of `now` (epoch ms) being the last. */
export async function readSentByMinute(
  redis: Redis,
  keys: AccountKeys,
  { now, minutes }: { readonly now: number; readonly minutes: number },
): Promise<SentMinute[]> {
  const last = Math.floor(now / minuteMs)
  const first = last - minutes + 1
  const counts = (await script(redis, [keys.slicesTotal], [keys.prefix, first, last])) as number[]
  return counts.map((messages, index) => ({ at: (first + index) * minuteMs, messages }))
}
