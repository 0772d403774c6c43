/**
 * The log of dispatches: which messages went out, in the order in which the ledger learnt it. `dispatched:<hour>` is a
 * string for each hour (epoch) of Redis's clock, of records of 24 bytes: epoch seconds (4, big endian), then the packed
 * id (20, packed-id.lua.ts). Records are only ever added and never decrease in time, so that a place in it stays what
 * it is. An hour is kept for the account's retention after its first record: no longer than any of its entries.
 */
export const dispatchLogLua = /* lua */ `
local record_bytes = 24

local function dispatch_log(account, id)
  local packed = id_pack(id)
  if not packed then return end
  local seconds = math.floor((account.now or gate_now()) / 1000)
  local hour = math.floor(seconds / 3600)
  local key = account.prefix .. ':dispatched:' .. hour
  -- The clock may have been put back.
  local last = redis.call('GETRANGE', key, -record_bytes, -packed:len() - 1)
  if last ~= '' then seconds = math.max(seconds, (struct.unpack('>I4', last))) end
  if redis.call('APPEND', key, struct.pack('>I4', seconds) .. packed) > record_bytes then return end
  redis.call('PEXPIRE', key, account.retention)
  -- APPEND keeps up to as much room as there is text; what is written whole has none. The hour before is complete.
  local before = account.prefix .. ':dispatched:' .. (hour - 1)
  local complete = redis.call('GET', before)
  if complete then redis.call('SET', before, complete, 'KEEPTTL') end
end
`
