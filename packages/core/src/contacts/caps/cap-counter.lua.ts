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
local cap_place, cap_seconds, cap_is_known, cap_read, cap_packed, cap_recent, cap_wait, cap_sweep, cap_count

-- Made by the first who asks: a call without a cap does not pay for them.
local function cap_open()
if cap_place then return end

function cap_place(account, mark)
  local a, b, c = string.byte(mark, 1, 3)
  return account.prefix .. ':capped:' .. ((a * 5041 + b * 71 + c) % ${capHashes}), string.sub(mark, 3)
end

function cap_seconds(packed)
  local seconds = {}
  for at = 1, #(packed or ''), 4 do seconds[#seconds + 1] = (struct.unpack('>I4', packed, at)) end
  return seconds
end

function cap_is_known(account, now)
  if account.cap.known == nil then
    local known = redis.call('HMGET', account.prefix .. ':capped', 'window', 'until')
    account.cap.known = (tonumber(known[1]) or 0) >= account.cap.window and (tonumber(known[2]) or 0) > now
  end
  return account.cap.known
end

-- A person's hash, their name there, their times, and when the hash was swept.
function cap_read(account, mark)
  local key, name = cap_place(account, mark)
  local known = redis.call('HMGET', key, name, '~')
  return key, name, known[1] or '', tonumber(known[2]) or 0
end

-- A person's times under so many marks, of 11 characters each, that stand in a text from a place on; what is read by the first is kept for cap_count.
function cap_packed(account, text, from, count)
  local cap, mark = account.cap, string.sub(text, from, from + 10)
  cap.mark, cap.key, cap.name, cap.packed, cap.swept = mark, cap_read(account, mark)
  local packed = cap.packed
  for place = from + 11, from + (count - 1) * 11, 11 do
    local key, name = cap_place(account, string.sub(text, place, place + 10))
    packed = packed .. (redis.call('HGET', key, name) or '')
  end
  return packed
end

-- Those of the cap's days, in their order.
function cap_recent(account, packed, now)
  local seconds = {}
  for at = 1, #packed, 4 do
    local second = struct.unpack('>I4', packed, at)
    if second * 1000 + account.cap.window > now then seconds[#seconds + 1] = second end
  end
  table.sort(seconds)
  return seconds
end

-- For how long (ms) a person has had enough; 0: not at all. Then whether that is known yet.
function cap_wait(account, text, from, count, now)
  local cap = account.cap
  if not cap_is_known(account, now) then return 1000, false end
  local packed = cap_packed(account, text, from, count)
  if #packed < 4 * cap.max then return 0, true end
  local seconds = cap_recent(account, packed, now)
  if #seconds < cap.max then return 0, true end
  return seconds[#seconds - cap.max + 1] * 1000 + cap.window - now, true
end

-- Whoever had nothing since goes.
function cap_sweep(key, second, window)
  local all, gone, after = redis.call('HGETALL', key), {}, second - window / 1000
  for index = 1, #all, 2 do
    local name, packed = all[index], all[index + 1]
    local at = name == '~' and 0 or #packed - 3
    while at > 0 and struct.unpack('>I4', packed, at) <= after do at = at - 4 end
    if at < 0 then gone[#gone + 1] = name end
  end
  if #gone > 0 then redis.call('HDEL', key, unpack(gone)) end
  redis.call('HSET', key, '~', second)
  redis.call('PEXPIRE', key, math.ceil(window * 1.25) + 86400000)
end

-- An attempt begins: counts it.
function cap_count(account, mark, now)
  local cap = account.cap
  if cap.mark ~= mark then cap_packed(account, mark, 1, 1) end
  local key, packed = cap.key, cap.packed
  cap.mark, cap.second = nil, cap.second or math.ceil(now / 1000)
  cap.stamp = cap.stamp or struct.pack('>I4', cap.second)
  if #packed >= 4 * cap.max then
    local kept, after = {}, cap.second - cap.window / 1000
    for at = 1, #packed, 4 do
      if struct.unpack('>I4', packed, at) > after then kept[#kept + 1] = string.sub(packed, at, at + 3) end
    end
    packed = table.concat(kept)
  end
  redis.call('HSET', key, cap.name, packed .. cap.stamp)
  if cap.second - cap.swept > cap.window / 4000 then cap_sweep(key, cap.second, cap.window) end
end
end

local function cap_terms(text)
  if text == '' then return nil end
  cap_open()
  local max, window, on_cap = string.match(text, '^(%d+),(%d+),(%a)$')
  return { max = tonumber(max), window = tonumber(window), waits = on_cap == 'w' }
end

-- The last attempt of an entry turns out to have sent it, or not: where that is not how it is counted, it is from now on.
local function cap_correct(account, entry, has_sent)
  local known = redis.call('HMGET', entry, field.counted, field.mark, time_field.sending)
  if known[1] ~= (has_sent and '0' or '1') or not known[2] or not known[3] then return end
  cap_open()
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
