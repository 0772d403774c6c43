/** So many hashes have the counters of an account's persons: of a million persons each has 61, and stays small. */
export const capHashes = 16_384

/**
 * How often persons were messaged, as Lua functions (entry.lua.ts). `capped:<n>` is a hash of some persons: the rest of the mark → the
 * times (epoch s, 4 bytes each) at which attempts began that sent them marketing, or may have. An attempt that turns out to have sent nothing is
 * taken back; so its entry says that it is counted (`field.counted`: 1, and 0 once it was taken back). What is older than the cap's
 * days goes when its person has had so many; who has had nothing else, when the hash is written to, every quarter of these days; and all with the hash at last. Seconds are rounded up: a person is never messaged too soon.
 *
 * `capped` says for how many days the counters are complete, and until when that is sure (learn-counts.ts). Until they are, marketing waits.
 */
export const capCounterLua = /* lua */ `
local function cap_terms(text)
  local max, window, on_cap = string.match(text, '^(%d+),(%d+),(%a)$')
  return max and { max = tonumber(max), window = tonumber(window), waits = on_cap == 'w' } or nil
end

local function cap_place(account, mark)
  local a, b, c = string.byte(mark, 1, 3)
  return account.prefix .. ':capped:' .. ((a * 5041 + b * 71 + c) % ${capHashes}), string.sub(mark, 3)
end

local function cap_seconds(packed)
  local seconds = {}
  for at = 1, #(packed or ''), 4 do seconds[#seconds + 1] = (struct.unpack('>I4', packed, at)) end
  return seconds
end

-- What of a person's times is later than a moment (s).
local function cap_kept(packed, after)
  local kept = {}
  for at = 1, #(packed or ''), 4 do
    if struct.unpack('>I4', packed, at) > after then kept[#kept + 1] = string.sub(packed, at, at + 3) end
  end
  return table.concat(kept)
end

local function cap_is_known(account, now)
  if account.cap.known == nil then
    local known = redis.call('HMGET', account.prefix .. ':capped', 'window', 'until')
    account.cap.known = (tonumber(known[1]) or 0) >= account.cap.window and (tonumber(known[2]) or 0) > now
  end
  return account.cap.known
end

-- A person's times, and when their hash was swept.
local function cap_read(account, mark)
  local key, name = cap_place(account, mark)
  local known = redis.call('HMGET', key, name, '~')
  return { mark = mark, key = key, name = name, packed = known[1] or '', swept = tonumber(known[2]) or 0 }
end

-- For how long (ms) a person has had enough; 0: not at all. Then whether that is known yet. In 'text', from a place on, stand so many of
-- the person's marks, of 11 characters each; what is read by the first is kept for cap_count. Third, where it is asked for, how many messages still fit.
local function cap_wait(account, text, from, count, now, asks_room)
  local cap = account.cap
  if not cap_is_known(account, now) then return 1000, false end
  cap.read = cap_read(account, string.sub(text, from, from + 10))
  local packed = cap.read.packed
  for place = from + 11, from + (count - 1) * 11, 11 do
    local key, name = cap_place(account, string.sub(text, place, place + 10))
    packed = packed .. (redis.call('HGET', key, name) or '')
  end
  if not asks_room and #packed < 4 * cap.max then return 0, true end
  local seconds = {}
  for _, second in ipairs(cap_seconds(packed)) do
    if second * 1000 + cap.window > now then seconds[#seconds + 1] = second end
  end
  if #seconds < cap.max then return 0, true, cap.max - #seconds end
  table.sort(seconds)
  return seconds[#seconds - cap.max + 1] * 1000 + cap.window - now, true, 0
end

local function cap_sweep(key, second, window)
  local all = redis.call('HGETALL', key)
  for index = 1, #all, 2 do
    local name, packed = all[index], all[index + 1]
    local kept = name == '~' and packed or cap_kept(packed, second - window / 1000)
    if kept == '' then redis.call('HDEL', key, name) end
  end
  redis.call('HSET', key, '~', second)
  redis.call('PEXPIRE', key, math.ceil(window * 1.25) + 86400000)
end

-- An attempt begins: counts it.
local function cap_count(account, mark, now)
  local cap = account.cap
  local read = cap.read and cap.read.mark == mark and cap.read or cap_read(account, mark)
  cap.read, cap.second = nil, cap.second or math.ceil(now / 1000)
  cap.stamp = cap.stamp or struct.pack('>I4', cap.second)
  local packed = #read.packed < 4 * cap.max and read.packed or cap_kept(read.packed, cap.second - cap.window / 1000)
  redis.call('HSET', read.key, read.name, packed .. cap.stamp)
  if cap.second - read.swept > cap.window / 4000 then cap_sweep(read.key, cap.second, cap.window) end
end

-- The last attempt of an entry turns out to have sent it, or not: where that is not how it is counted, it is from now on.
local function cap_correct(account, entry, has_sent)
  local known = redis.call('HMGET', entry, field.counted, field.mark, time_field.sending)
  if known[1] ~= (has_sent and '0' or '1') or not known[2] or not known[3] then return end
  local key, name = cap_place(account, string.match(known[2], '^[^.]+'))
  local packed, wanted = redis.call('HGET', key, name) or '', struct.pack('>I4', math.ceil(known[3] / 1000))
  if has_sent then
    redis.call('HSET', key, name, packed .. wanted)
    if redis.call('PTTL', key) == -1 then redis.call('PEXPIRE', key, account.retention) end
  else
    for at = 1, #packed, 4 do
      if string.sub(packed, at, at + 3) == wanted then
        packed = string.sub(packed, 1, at - 1) .. string.sub(packed, at + 4)
        break
      end
    end
    if packed == '' then redis.call('HDEL', key, name) else redis.call('HSET', key, name, packed) end
  end
  redis.call('HSET', entry, field.counted, has_sent and 1 or 0)
end
`
