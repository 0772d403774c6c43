/**
 * Finds the message that a webhook speaks of. Keys: the account's three (see entry.lua.ts); then when it happened (ms),
 * how much clocks may differ (ms), how many upstream ids follow, those, and recipients.
 * Answers its id, or false. An upstream id decides; a recipient does only when one message alone was just sent there,
 * and that one is known to have gone out: a guess must never settle whether a message was sent.
 */
export const findMessageLua = /* lua */ `
local account = entry_account()
local at, skew, ids = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])

local function only(list)
  for index = 2, #list do
    if list[index] ~= list[1] then return false end
  end
  return list[1] or false
end

local named = {}
for index = 8, 7 + ids do
  local id = upstream_find(account, ARGV[index])
  if id then named[#named + 1] = id end
end
if #named > 0 then return only(named) end

local recent, candidates = gate_now() - recent_slices * account.slice_ms, {}
for index = 8 + ids, #ARGV do
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', recipient_key(account, ARGV[index]), recent, at + skew)) do
    candidates[#candidates + 1] = id
  end
end
local found = only(candidates)
local status = found and redis.call('HGET', account.prefix .. ':msg:' .. found, field.status)
return went_out[status or ''] and found or false
`
