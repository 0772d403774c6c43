/**
 * The order of callbacks, as Lua functions. Each message with a change to tell has a line: a field of a hash, with its
 * changes (`<event id> <status> <at>`) in the order in which they were written, parted by commas. The first has its turn:
 * it has a job, or is in `next` (with the message's id after it) until it has one. The others wait there, without jobs.
 * How many those are is counted in the standing's field `behind`.
 */
export const sequencesLua = /* lua */ `
local function lines_turn(next_key, message, item)
  redis.call('ZADD', next_key, string.match(item, '^(%d+)'), item .. ' ' .. message)
end

local function lines_join(lines, next_key, standing, message, item)
  local line = redis.call('HGET', lines, message)
  redis.call('HSET', lines, message, line and (line .. ',' .. item) or item)
  if line then redis.call('HINCRBY', standing, 'behind', 1) else lines_turn(next_key, message, item) end
end

-- The first of a line is told, or given up: it is the next one's turn. Answers 1 where there is one.
local function lines_advance(lines, next_key, standing, message, event)
  local line = redis.call('HGET', lines, message)
  if not line or string.match(line, '^%S+') ~= event then return 0 end
  local first_end = string.find(line, ',', 1, true)
  if not first_end then
    redis.call('HDEL', lines, message)
    return 0
  end
  local rest = string.sub(line, first_end + 1)
  redis.call('HSET', lines, message, rest)
  redis.call('HINCRBY', standing, 'behind', -1)
  lines_turn(next_key, message, string.match(rest, '^[^,]+'))
  return 1
end
`
