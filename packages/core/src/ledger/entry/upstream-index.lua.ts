/**
 * Which message an upstream id is of, where webhooks ask for it. A key for each id would cost as much as the entry half:
 * `upstream:<day>:<n>` are small hashes instead, 16,384 for each day (epoch) of Redis's clock, so that at 720,000
 * messages a day (and up to twice as many) each stays a listpack. A field is 8 bytes of the id's SHA-1, its value the kept
 * id (packed-id.lua.ts), or nothing once two messages had one upstream id: such an id tells nobody apart. The entry itself
 * says whether it is the one. Found as long as entries are remembered, for 92 days at most.
 */
export const upstreamIndexLua = /* lua */ `
local longest_upstream_days, day_ms = 92, 86400000

local function upstream_days(account)
  return math.min(longest_upstream_days, math.ceil(account.retention / day_ms))
end

local function upstream_place(account, day, digest)
  local function word(first, last) return tonumber(string.sub(digest, first, last), 16) end
  local key = account.prefix .. ':upstream:' .. day .. ':' .. (word(1, 4) % 16384)
  return key, struct.pack('>I4I4', word(5, 12), word(13, 20))
end

local function upstream_note(account, id, upstream)
  local day, kept = math.floor(gate_now() / day_ms), id_keep(id)
  local key, short = upstream_place(account, day, redis.sha1hex(upstream))
  if redis.call('HSETNX', key, short, kept) == 1 then
    if redis.call('HLEN', key) == 1 then redis.call('PEXPIREAT', key, (day + upstream_days(account) + 1) * day_ms) end
  elseif redis.call('HGET', key, short) ~= kept then
    redis.call('HSET', key, short, '')
    redis.call('HINCRBY', account.prefix .. ':webhook:counts', 'repeatedIds', 1)
  end
end

-- Of no message, too, where the ids of two days are those of two.
local function upstream_find(account, upstream)
  local today, digest, found = math.floor(gate_now() / day_ms), redis.sha1hex(upstream), nil
  for day = today, today - upstream_days(account), -1 do
    local kept = redis.call('HGET', upstream_place(account, day, digest))
    if kept == '' then return nil end
    local id = kept and id_unpack(kept)
    if id and id ~= found and redis.call('HGET', account.prefix .. ':msg:' .. id, field.upstream) == upstream then
      if found then return nil end
      found = id
    end
  end
  return found
end
`
