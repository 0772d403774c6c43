/**
 * What a ledger entry is, as Lua functions. An entry is a small hash `msg:<id>`: `status`, `token` (of the attempt that
 * holds it), `attempts`, what the message was, `@<status>` for the time (ms) of each status, `slice`.
 *
 * - A batch counts its messages by status; `enqueued` is not counted but left over from the total. Its first messages may
 *   be counted before it is noted down itself, so counting may create it; it never outlives its time.
 * - An open message (its status may still change by what a report shows) is counted in the slice of its sending time.
 * - Each change is an event in the outbox of callbacks, where the account has one.
 *
 * Every script that changes entries has the same first arguments and defines `account` by `entry_account`.
 */
export const entryLua = /* lua */ `
local open_status = { unknown = true, accepted = true, sent = true, received = true }
local went_out = { accepted = true, sent = true, received = true, read = true }
local at_rest = { rejected = true, failed = true, expired = true, cancelled = true }
local silent = { enqueued = true, sending = true }

-- The first three keys and arguments: slices:total, slices:open, events; prefix, retention (ms), slice (ms).
local function entry_account()
  return {
    total = KEYS[1], open = KEYS[2], events = KEYS[3], prefix = ARGV[1],
    retention = tonumber(ARGV[2]), slice_ms = tonumber(ARGV[3]), outbox = ARGV[4] == '1',
  }
end

local function entry_tell(account, id, status, at)
  if account.outbox then redis.call('XADD', account.events, '*', 'id', id, 'status', status, 'at', at) end
end

local function slice_join(account, id, entry)
  local slice = math.floor((tonumber(redis.call('HGET', entry, '@sending')) or 0) / account.slice_ms)
  redis.call('HSET', entry, 'slice', slice)
  redis.call('RPUSH', account.prefix .. ':slice:' .. slice, id)
  redis.call('HINCRBY', account.total, slice, 1)
  redis.call('HINCRBY', account.open, slice, 1)
end

local function slice_leave(account, entry)
  local slice = redis.call('HGET', entry, 'slice')
  if slice and redis.call('HEXISTS', account.open, slice) == 1 then redis.call('HINCRBY', account.open, slice, -1) end
end

local function batch_count(account, batch, from, to)
  local key = account.prefix .. ':batch:' .. batch
  if from and from ~= 'enqueued' then redis.call('HINCRBY', key, from, -1) end
  if to ~= 'enqueued' then redis.call('HINCRBY', key, to, 1) end
  if redis.call('PTTL', key) == -1 then redis.call('PEXPIRE', key, account.retention) end
end

-- Moves an entry from one status (nil: it is new) to another, and everything that counts it.
local function entry_move(account, id, batch, from, to, now)
  local entry = account.prefix .. ':msg:' .. id
  redis.call('HSET', entry, 'status', to)
  if to ~= 'enqueued' then redis.call('HSET', entry, '@' .. to, now) end
  if from == to then return end
  if batch and batch ~= '' then batch_count(account, batch, from, to) end
  local was_open, is_open = open_status[from or ''], open_status[to]
  if is_open and not was_open then slice_join(account, id, entry) end
  if was_open and not is_open then slice_leave(account, entry) end
  if not silent[to] then
    entry_tell(account, id, to, now)
    redis.call('PEXPIRE', entry, account.retention)
  end
end
`
