import { batchFinishLua } from './batch-finish.lua.js'
import { batchHaltLua } from './batch-halt.lua.js'
import { batchPaceLua } from './batch-pace.lua.js'

/** What a batch counts of its messages, how it stands, and how long it is kept, as Lua functions (entry.lua.ts). */
export const batchCountLua = /* lua */ `
-- The batch of a message: told, or told by its id (batch-row.ts).
local function batch_of(id, batch)
  if batch and batch ~= '' then return batch end
  if string.find(id, '^[%x%-]+%-%d+$') and string.sub(id, 37, 37) == '-' then return string.sub(id, 1, 36) end
end

${batchPaceLua}
-- 'canary', 'paused', 'halted' or 'cancelled', where the batch of a message is.
local function batch_state(account, id, batch)
  batch = batch_of(id, batch)
  return batch and batch_facts(account, batch).state
end

-- Before which moment (ms) none of a batch's messages goes, where it got another than they were enqueued with.
local function batch_start(account, id, batch)
  batch = batch_of(id, batch)
  return batch and batch_facts(account, batch).start or 0
end

-- A message waits for its person's cap until then (ms): told by its batch, or, of those without one, by the account.
local function batch_capped(account, id, batch, lane, at)
  batch = batch_of(id, batch)
  if not batch then
    local alone = account.prefix .. ':capped:alone'
    redis.call('ZREMRANGEBYSCORE', alone, '-inf', gate_now())
    redis.call('ZADD', alone, math.ceil(at), string.sub(lane, 1, 1) .. id)
    return redis.call('PEXPIRE', alone, account.retention)
  end
  local key = account.prefix .. ':batch:' .. batch
  if redis.call('EXISTS', key) == 0 then return end
  if at <= (tonumber(redis.call('HGET', key, 'cappedUntil')) or 0) then return end
  redis.call('HSET', key, 'cappedUntil', math.ceil(at))
  redis.call('ZADD', account.prefix .. ':capped:batches', at, batch)
  redis.call('PEXPIRE', account.prefix .. ':capped:batches', account.retention)
end

-- A message waits until what went out before is counted: told by its batch and the account, once a call.
local function batch_counting(account, id, batch, now)
  batch = batch_of(id, batch)
  local key, counts = batch and account.prefix .. ':batch:' .. batch, account.prefix .. ':capped'
  if not account.counting then
    account.counting = {}
    redis.call('HSET', counts, 'countingAt', now)
    if redis.call('PTTL', counts) == -1 then redis.call('PEXPIRE', counts, account.retention) end
  end
  if not key or account.counting[key] then return end
  account.counting[key] = true
  if redis.call('EXISTS', key) == 1 then redis.call('HSET', key, 'countingAt', now) end
end

local batch_parts = { '', ':rows', ':keys', ':marks', ':rejected', ':series', ':reasons', ':canary' }

-- A batch is remembered as long as the entry of its last message; written about once a day.
local function batch_keep(key, kept)
  local left = redis.call('PTTL', key)
  if left >= kept then return end
  local state = left == -1 and redis.call('HGET', key, 'state')
  if state == 'paused' or state == 'halted' then return end
  for _, part in ipairs(batch_parts) do redis.call('PEXPIRE', key .. part, kept + 86400000) end
end

${batchHaltLua}${batchFinishLua}
local function batch_count(account, batch, entry, from, to)
  account.now = account.now or gate_now()
  local key = account.prefix .. ':batch:' .. batch
  if from and from ~= 'enqueued' then count_add(account, key, from, -1) end
  if to ~= 'enqueued' then count_add(account, key, to, 1) end
  local kept, of = entry_kept_ms(account, to), account.later and account.later[key]
  -- What is counted by time is so for half an hour at a time (series_began).
  if not silent[to] then account.kept = math.max(account.kept or 0, kept)
  elseif of then of.kept = math.max(of.kept or 0, kept)
  else batch_keep(key, kept) end
  outcome_count(account, key, entry, from, to)
  finish_count(account, key, from, to)
end
`
