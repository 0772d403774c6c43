import { ownBytes } from '../../ledger/index.js'
import type { Lane } from '../../message/index.js'
import { type AccountKeys, defineScript, type Redis } from '../../redis/index.js'
import type { Lanes } from '../lanes/lanes.js'

/** Where the messages of a batch stand in its lane. */
export interface PlaceInLane {
  /** One of them is under way, or among the next. */
  readonly isUnderWay: boolean
  /** How many messages go before its first that waits, and before its last; absent where none was found waiting. */
  readonly first?: number
  readonly last?: number
  /** Those that sleep and wake next: how many at least, and when the first does (epoch ms). */
  readonly asleep?: { readonly messages: number; readonly until: number }
}

/** So many of those that are under way, and that sleep, are looked at. */
const lookedAtMost = 500

/**
 * Where a batch stands in its lane. Its places are in the order of rows, so that those which wait are the last of them, and the first
 * is found by halving: some 20 looks, whatever its size. A row that has a key of its own is found as well; it is not told from
 * others where only ids are seen. Keys: marks, keys of the batch; wait, prioritized, active, delayed of the lane. Arguments: the batch's
 * id; the two bytes in its ids; how many rows it has; how many are the next. Answers: under way, first, last (-1: none), how many
 * sleep, until when the first does.
 */
const script = defineScript(
  'disparoPlaceInLane',
  `
local marks, keyed, wait, prioritized, active, delayed = unpack(KEYS)
local batch, own, rows, next_ones = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local at_8, at_15 = string.sub(own, 1, 2), string.sub(own, 3, 4)

local function is_own(id)
  if #id > 36 then return string.sub(id, 1, 37) == batch .. '-' end
  return string.sub(id, 15, 16) == '80' and string.sub(id, 20, 21) == at_8 and string.sub(id, 35, 36) == at_15
end
local function hex(text)
  return (string.gsub(text, '.', function(char) return string.format('%02x', string.byte(char)) end))
end
local function id_at(place)
  local key = redis.call('HGET', keyed, place)
  if key then return key end
  local mark = redis.call('LINDEX', marks, place - 1)
  if not mark then return batch .. '-' .. place end
  local digits = hex(string.sub(mark, 1, 6)) .. '80' .. hex(string.sub(mark, 7, 7)) .. at_8 .. hex(string.sub(mark, 8, 13)) .. at_15
  return string.sub(digits, 1, 8) .. '-' .. string.sub(digits, 9, 12) .. '-' .. string.sub(digits, 13, 16) .. '-' ..
    string.sub(digits, 17, 20) .. '-' .. string.sub(digits, 21)
end
local function rank_at(place) return redis.call('ZRANK', prioritized, id_at(place)) or nil end

local function first_own(ids)
  for index, id in ipairs(ids) do if is_own(id) then return index - 1 end end
end

local first, last
local waiting = redis.call('LRANGE', wait, -next_ones, -1)
for index = #waiting, 1, -1 do if is_own(waiting[index]) then first = #waiting - index break end end
local is_next = first ~= nil
if not first then
  local head = first_own(redis.call('ZRANGE', prioritized, 0, next_ones - 1))
  is_next = head ~= nil
  local low, high = 0, nil
  for _, place in ipairs({ rows, rows - 1, rows - 2, math.floor(rows * 7 / 8), math.floor(rows * 3 / 4), math.floor(rows / 2) }) do
    last = place > 0 and rank_at(place) or nil
    if last then high = place break end
  end
  first = head or last
  while not head and high and high - low > 1 do
    local middle = math.floor((low + high) / 2)
    local rank = rank_at(middle)
    if rank then first, high = rank, middle else low = middle end
  end
end
local under_way = is_next or first_own(redis.call('LRANGE', active, 0, ${lookedAtMost - 1})) ~= nil
local asleep, wakes = 0, 0
if not first and not under_way then
  local sleepers = redis.call('ZRANGE', delayed, 0, ${lookedAtMost - 1}, 'WITHSCORES')
  for index = 1, #sleepers, 2 do
    if is_own(sleepers[index]) then
      if asleep == 0 then wakes = math.floor(tonumber(sleepers[index + 1]) / 4096) end
      asleep = asleep + 1
    end
  end
end
return { under_way and 1 or 0, first or -1, last or -1, asleep, wakes }
`,
)

/** @param batch.rows how many messages it has; `next`: how many of the lane are about to go */
export async function readPlaceInLane(
  { redis, keys, lanes }: { readonly redis: Redis; readonly keys: AccountKeys; readonly lanes: Lanes },
  batch: { readonly id: string; readonly lane: Lane; readonly rows: number; readonly next: number },
): Promise<PlaceInLane> {
  const { id, lane, rows, next } = batch
  const ofLane = ['wait', 'prioritized', 'active', 'delayed'].map((name) => lanes[lane].toKey(name))
  const [underWay, first, last, messages, until] = (await script(
    redis,
    [keys.batchRowHashes(id), keys.batchKeys(id), ...ofLane],
    [id, ownBytes(id).toString('hex'), rows, next],
  )) as [number, number, number, number, number]
  return {
    isUnderWay: underWay === 1,
    ...(first < 0 ? {} : { first }),
    ...(last < 0 ? {} : { last }),
    ...(messages > 0 ? { asleep: { messages, until } } : {}),
  }
}
