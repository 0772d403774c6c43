/**
 * How often numbers have failed as undeliverable lately: hashes `undeliverable:<c>` by the first two characters of the
 * person's mark, so that each stays small. A field is the rest of the mark; its value has the latest failures in order,
 * at most `most_failures`, 8 bytes each: when (epoch s), and what tells the message. The same failure counts once.
 */
export const undeliverableLua = /* lua */ `
local most_failures, failures_kept_s = 3, 30 * 86400
-- 4,096 hashes: half a million numbers at most, and none longer than a listpack is.
local most_undeliverable = 128

local function undeliverable_place(prefix, mark)
  return prefix .. ':undeliverable:' .. string.sub(mark, 1, 2), string.sub(mark, 3)
end

-- The failures up to 30 days before the latest of them.
local function undeliverable_recent(failures)
  table.sort(failures)
  local latest, recent = #failures > 0 and struct.unpack('>I4', failures[#failures]) or 0, {}
  for index = math.max(1, #failures - most_failures + 1), #failures do
    if struct.unpack('>I4', failures[index]) >= latest - failures_kept_s then recent[#recent + 1] = failures[index] end
  end
  return recent
end

-- Makes room: what is over goes, and if that is nothing the oldest.
local function undeliverable_room(key, now_s)
  if redis.call('HLEN', key) < most_undeliverable then return end
  local all, oldest, oldest_at, gone = redis.call('HGETALL', key), nil, nil, {}
  for index = 1, #all, 2 do
    local at = struct.unpack('>I4', string.sub(all[index + 1], -8))
    if at < now_s - failures_kept_s then gone[#gone + 1] = all[index] end
    if not oldest_at or at < oldest_at then oldest, oldest_at = all[index], at end
  end
  redis.call('HDEL', key, unpack(#gone > 0 and gone or { oldest }))
end

-- Notes a failure. Answers how many there were within 30 days.
local function undeliverable_count(prefix, mark, at_s, message, now_s)
  local key, name = undeliverable_place(prefix, mark)
  local known, failures, is_known = redis.call('HGET', key, name), {}, false
  local digest = tonumber(string.sub(redis.sha1hex(message), 1, 8), 16)
  for start = 1, #(known or ''), 8 do
    local failure = string.sub(known, start, start + 7)
    local _, whose = struct.unpack('>I4I4', failure)
    is_known = is_known or whose == digest
    failures[#failures + 1] = failure
  end
  if not is_known then failures[#failures + 1] = struct.pack('>I4I4', at_s, digest) end
  local recent = undeliverable_recent(failures)
  if not known then undeliverable_room(key, now_s) end
  redis.call('HSET', key, name, table.concat(recent))
  redis.call('EXPIRE', key, failures_kept_s)
  return #recent
end

-- Something came through to the number: what failed up to then counts no longer.
local function undeliverable_end(prefix, mark, at_s)
  local key, name = undeliverable_place(prefix, mark)
  local known, left = redis.call('HGET', key, name), {}
  for start = 1, #(known or ''), 8 do
    local failure = string.sub(known, start, start + 7)
    if struct.unpack('>I4', failure) > at_s then left[#left + 1] = failure end
  end
  if known and #left == 0 then redis.call('HDEL', key, name) end
  if #left > 0 then redis.call('HSET', key, name, table.concat(left)) end
end
`
