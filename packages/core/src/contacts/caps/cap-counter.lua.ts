/** So many hashes have the counters of an account's persons: of a million persons each has 61, and stays small. */
export const capHashes = 16_384

/**
 * How often persons were messaged, as Lua functions (entry.lua.ts). `capped:<n>` is a hash of some persons: the rest of the mark → the
 * times (epoch s, 4 bytes each) at which attempts began that sent them marketing, or may have. An attempt that turns out to have sent nothing is
 * taken back; so its entry says that it is counted (`field.counted`: 1, and 0 once it was taken back). What is older than the cap's
 * days goes when its hash is written to, every quarter of these, and with the hash at last. Seconds are rounded up: a person is never messaged too soon.
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

-- For how long (ms) a person has had enough; 0: not at all. Then whether that is known yet.
local function cap_wait(account, marks, now)
  local cap, seconds = account.cap, {}
  if not cap_is_known(account, now) then return 1000, false end
  for mark in string.gmatch(marks, '[^,]+') do
    local key, name = cap_place(account, mark)
    for _, second in ipairs(cap_seconds(redis.call('HGET', key, name))) do
      if second * 1000 + cap.window > now then seconds[#seconds + 1] = second end
    end
  end
  if #seconds < cap.max then return 0, true end
  table.sort(seconds)
  return seconds[#seconds - cap.max + 1] * 1000 + cap.window - now, true
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
  local key, name = cap_place(account, mark)
  local known, second, window = redis.call('HMGET', key, name, '~'), math.ceil(now / 1000), account.cap.window
  redis.call('HSET', key, name, cap_kept(known[1], second - window / 1000) .. struct.pack('>I4', second))
  if second - (tonumber(known[2]) or 0) > window / 4000 then cap_sweep(key, second, window) end
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
