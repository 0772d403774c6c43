/** A code's words stand in the field of its name with this before it; that alone counts such fields, itself as well. */
export const wordsField = '~'
/** So many codes of a batch are counted one by one; the rest as `other`. */
export const mostReasons = 100

/**
 * Why messages of a batch are rejected, failed, suppressed or unknown, as Lua functions (entry.lua.ts). `batch:<id>:reasons` is a hash: code
 * → how many messages are so for it now; what words stand for a code is there once, too. The entry has the code, too (`field.reason`), so that it is taken out again.
 */
export const batchReasonsLua = /* lua */ `
local has_reason = { rejected = true, failed = true, suppressed = true, unknown = true }

-- It is kept as its batch is.
local function reasons_began(account, key)
  local left = redis.call('PTTL', string.sub(key, 1, -9))
  if left > 0 and redis.call('PTTL', key) < 0 then redis.call('PEXPIRE', key, left) end
end

-- A code that is new to a batch: counted as 'other' where it has too many.
local function reason_new(key, code, words)
  if redis.call('HLEN', key) - (tonumber(redis.call('HGET', key, '${wordsField}')) or 0) >= ${mostReasons} then return 'other' end
  if words and words ~= '' and redis.call('HSETNX', key, '${wordsField}' .. code, words) == 1 then
    if redis.call('HINCRBY', key, '${wordsField}', 1) == 1 then redis.call('HINCRBY', key, '${wordsField}', 1) end
  end
  return code
end

-- Answers by which code it was counted.
local function reason_count(account, batch, code, by, words)
  local key = account.prefix .. ':batch:' .. batch .. ':reasons'
  if by > 0 and redis.call('HEXISTS', key, code) == 0 then code = reason_new(key, code, words) end
  count_add(account, key, code, by, reasons_began)
  return code
end

-- What is written of the reason for which a message comes to a status. It leaves that of the one before.
local function reason_move(account, batch, entry, from, to, reason, words)
  if has_reason[from or ''] then
    local before = redis.call('HGET', entry, field.reason)
    if before then redis.call('HDEL', entry, field.reason) end
    if before and batch then reason_count(account, batch, before, -1) end
  end
  if not has_reason[to] then return nil end
  if not reason or reason == '' then reason = 'other' end
  return batch and reason_count(account, batch, reason, 1, words) or reason
end
`
