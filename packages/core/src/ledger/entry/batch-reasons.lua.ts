/** So many codes of a batch are counted one by one; the rest as `other`. */
export const mostReasons = 100

/**
 * Why messages of a batch are rejected, failed or unknown, as Lua functions (entry.lua.ts). `batch:<id>:reasons` is a hash: code
 * → how many messages are so for it now. The entry has the code, too (`field.reason`), so that it is taken out again.
 */
export const batchReasonsLua = /* lua */ `
local has_reason = { rejected = true, failed = true, unknown = true }

-- It is kept as its batch is.
local function reasons_began(account, key)
  local left = redis.call('PTTL', string.sub(key, 1, -9))
  if left > 0 and redis.call('PTTL', key) < 0 then redis.call('PEXPIRE', key, left) end
end

-- Answers by which code it was counted.
local function reason_count(account, batch, code, by)
  local key = account.prefix .. ':batch:' .. batch .. ':reasons'
  if by > 0 and redis.call('HEXISTS', key, code) == 0 and redis.call('HLEN', key) >= ${mostReasons} then code = 'other' end
  count_add(account, key, code, by, reasons_began)
  return code
end

-- What is written of the reason for which a message comes to a status. It leaves that of the one before.
local function reason_move(account, batch, entry, from, to, reason)
  if has_reason[from or ''] then
    local before = redis.call('HGET', entry, field.reason)
    if before then redis.call('HDEL', entry, field.reason) end
    if before and batch then reason_count(account, batch, before, -1) end
  end
  if not has_reason[to] then return nil end
  if not reason or reason == '' then reason = 'other' end
  return batch and reason_count(account, batch, reason, 1) or reason
end
`
