/**
 * Which message an upstream id is of, where webhooks ask for it. A key for each id would cost as much as the entry half:
 * `upstream:<day>:<n>` are small hashes instead, 16,384 for each day (epoch) of Redis's clock, so that at 720,000
 * messages a day (and up to twice as many) each stays a listpack. A field is 8 bytes of the id's SHA-1, its value the kept
 * id (packed-id.lua.ts). The entry itself says whether it is the one. Found for 7 whole days after the id became known.
 */
export const upstreamIndexLua = /* lua */ `
local upstream_days, day_ms = 7, 86400000

local function upstream_place(account, day, digest)
  local function word(first, last) return tonumber(string.sub(digest, first, last), 16) end
  local key = account.prefix .. ':upstream:' .. day .. ':' .. (word(1, 4) % 16384)
  return key, struct.pack('>I4I4', word(5, 12), word(13, 20))
end

local function upstream_note(account, id, upstream)
  local day = math.floor(gate_now() / day_ms)
  local key, short = upstream_place(account, day, redis.sha1hex(upstream))
  redis.call('HSET', key, short, id_keep(id))
  if redis.call('HLEN', key) == 1 then redis.call('PEXPIREAT', key, (day + upstream_days + 1) * day_ms) end
end

local function upstream_find(account, upstream)
  local today, digest = math.floor(gate_now() / day_ms), redis.sha1hex(upstream)
  for day = today, today - upstream_days, -1 do
    local kept = redis.call('HGET', upstream_place(account, day, digest))
    local id = kept and id_unpack(kept)
    if id and redis.call('HGET', account.prefix .. ':msg:' .. id, field.upstream) == upstream then return id end
  end
end
`
