/**
 * What a ledger entry is, as Lua functions: a small hash `msg:<id>` with `status`, `token` (of the attempt that holds
 * it), `attempts`, what the message was, and `@<status>` for the time (ms) of each status seen. A batch counts its
 * messages by status; `enqueued` is not counted but left over from the total. Its
 * first messages may be counted before it is noted down itself, so counting may create it; it never outlives its time.
 */
export const entryLua = /* lua */ `
local function entry_move(entry, batch, from, to, now, retention)
  redis.call('HSET', entry, 'status', to)
  if to ~= 'enqueued' then redis.call('HSET', entry, '@' .. to, now) end
  if not batch or from == to then return end
  if from and from ~= 'enqueued' then redis.call('HINCRBY', batch, from, -1) end
  if to ~= 'enqueued' then redis.call('HINCRBY', batch, to, 1) end
  if redis.call('PTTL', batch) == -1 then redis.call('PEXPIRE', batch, retention) end
end

local went_out = { accepted = true, sent = true, received = true, read = true }
local at_rest = { rejected = true, failed = true, expired = true, cancelled = true }
`
