/**
 * How often numbers have failed as undeliverable lately: hashes `undeliverable:<c>` by the first two characters of the
 * person's mark, so that each stays small. A field is the rest of the mark; its value has the latest failures in order,
 * at most `most_failures`, 8 bytes each: when (epoch s), and what tells the message. The same failure counts once. Before them may
 * be, with 0 for a message, when something came through to the number: what failed before is perhaps told of afterwards.
 */
export const undeliverableLua = /* lua */ `
local most_failures, failures_kept_s, good_kept_s = 3, 30 * 86400, 3600
-- 4,096 hashes: half a million numbers at most, and none longer than a listpack is.
local most_undeliverable = 128

local function undeliverable_place(prefix, mark)
  return prefix .. ':undeliverable:' .. string.sub(mark, 1, 2), string.sub(mark, 3)
end

-- The failures that a value has, and when something came through, or 0.
local function undeliverable_read(known)
  local failures, good = {}, 0
  for start = 1, #(known or ''), 8 do
    local failure = string.sub(known, start, start + 7)
    local at, whose = struct.unpack('>I4I4', failure)
    if whose == 0 then good = at else failures[#failures + 1] = failure end
  end
  return failures, good
end

local function undeliverable_write(key, name, failures, good)
  local text = (good > 0 and struct.pack('>I4I4', good, 0) or '') .. table.concat(failures)
  if text == '' then return redis.call('HDEL', key, name) end
  redis.call('HSET', key, name, text)
  redis.call('EXPIRE', key, failures_kept_s)
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
    local at, whose = struct.unpack('>I4I4', string.sub(all[index + 1], -8))
    if at < now_s - (whose == 0 and good_kept_s or failures_kept_s) then gone[#gone + 1] = all[index] end
    if not oldest_at or at < oldest_at then oldest, oldest_at = all[index], at end
  end
  redis.call('HDEL', key, unpack(#gone > 0 and gone or { oldest }))
end

-- Notes a failure. Answers how many there were within 30 days.
local function undeliverable_count(prefix, mark, at_s, message, now_s)
  local key, name = undeliverable_place(prefix, mark)
  local known = redis.call('HGET', key, name)
  local failures, good = undeliverable_read(known)
  local digest, is_known = math.max(1, tonumber(string.sub(redis.sha1hex(message), 1, 8), 16)), at_s <= good
  for _, failure in ipairs(failures) do is_known = is_known or struct.unpack('>I4', failure, 5) == digest end
  if not is_known then failures[#failures + 1] = struct.pack('>I4I4', at_s, digest) end
  local recent = undeliverable_recent(failures)
  if not known then undeliverable_room(key, now_s) end
  undeliverable_write(key, name, recent, good)
  return #recent
end

-- What failed up to then counts no longer. 'now_s': nor does what is told of later, for something came through to the number.
local function undeliverable_end(prefix, mark, at_s, now_s)
  local key, name = undeliverable_place(prefix, mark)
  local known, left = redis.call('HGET', key, name), {}
  if not known and not now_s then return end
  local failures, good = undeliverable_read(known)
  for _, failure in ipairs(failures) do
    if struct.unpack('>I4', failure) > at_s then left[#left + 1] = failure end
  end
  if now_s then good = math.max(good, math.min(at_s, now_s)) elseif good <= at_s then good = 0 end
  if not known then undeliverable_room(key, now_s) end
  undeliverable_write(key, name, left, good)
end
`
