import { clockLua } from '../../gate/index.js'
import { dispatchLogLua } from '../dispatch-log/dispatch-log.lua.js'
import { packedIdLua } from '../ids/packed-id.lua.js'
import { sliceLengths } from '../reports/slice-length.js'
import { unmatchedEventsLua } from '../webhook-events/unmatched-events.lua.js'
import { fieldsLua } from './entry-fields.js'
import { upstreamIndexLua } from './upstream-index.lua.js'

/** `reconcile.maxAgeHours` is 31 days at most. */
export const maxDoubtMs = 32 * 86_400_000

/**
 * What a ledger entry is, as Lua functions. An entry is a small hash `msg:<id>`; its fields are named in fields.ts.
 *
 * - A batch counts its messages by status; `enqueued` is not counted but left over from the total. Its first messages may
 *   be counted before it is noted down itself, so counting may create it. It is kept as long as the entries of its
 *   messages, at least (batch-kept.lua.ts). Its field `state` is there while it is `paused`, and once it is `cancelled`
 *   (move-batch.lua.ts).
 * - An open message (its status may still change by what a report shows) is counted in the slice of its sending time
 *   (merge-slices.ts makes long ones of old ones), and its id kept (packed-id.lua.ts) in the list of that half-minute.
 * - A message that went out is in the log of dispatches (dispatch-log.lua.ts), once.
 * - Where webhooks look for messages, an index has their upstream ids (upstream-index.lua.ts), and `to:<recipient>`
 *   (ZSET by sending time) those sent to a recipient in the last 24 hours. Events that came before are listed then, to be
 *   matched again (kept-events.lua.ts).
 * - `unknown` (ZSET by time) lists the messages in doubt, `released` those to be sent again whose jobs must wake.
 * - Each change is an event in the outbox of callbacks, where the account has one: a worker knows by its settings, all
 *   others by what workers have noted (callback/record-configured.ts). Who waits gets a signal (callback/rest-until-next-event.ts).
 * - An entry without a recipient is of a person who was forgotten: it keeps its status and times, and changes no more. One
 *   to be forgotten (`forget`) whose attempt is under way or in doubt needs its recipient until that is known.
 *
 * Every script that changes entries has the same first arguments and defines `account` by `entry_account`.
 */
export const entryLua = /* lua */ `${clockLua}${fieldsLua}${packedIdLua}${dispatchLogLua}${upstreamIndexLua}${unmatchedEventsLua}
local open_status = { unknown = true, accepted = true, sent = true, received = true }
local went_out = { accepted = true, sent = true, received = true, read = true }
local at_rest = { rejected = true, failed = true, expired = true, cancelled = true }
local longest_doubt = ${maxDoubtMs}
local silent = { enqueued = true, sending = true }
local in_flight = { sending = true, unknown = true }
local long_slices = { ${sliceLengths.map(({ length }) => length).join(', ')} }

-- The first three keys and arguments: slices:total, slices:open, events; prefix, retention (ms), slice (ms), and
-- whether changes are told (1), messages findable (2), upstream ids those of requests of many messages (4), and
-- whether the note of workers says if changes are told (8).
local function entry_account()
  local flags = tonumber(ARGV[4])
  return {
    total = KEYS[1], open = KEYS[2], events = KEYS[3], prefix = ARGV[1],
    retention = tonumber(ARGV[2]), slice_ms = tonumber(ARGV[3]), outbox = flags % 2 == 1,
    findable = flags % 4 >= 2, shared_ids = flags % 8 >= 4, as_noted = flags >= 8,
  }
end

local function entry_tell(account, id, status, at)
  if account.as_noted then
    local noted = redis.call('HGET', account.prefix .. ':callbacks', 'configured')
    if noted then account.outbox = noted == '1' end
    account.as_noted = false
  end
  if not account.outbox then return end
  redis.call('XADD', account.events, '*', 'id', id, 'status', status, 'at', at)
  if account.is_signalled then return end
  account.is_signalled = true
  if redis.call('HDEL', account.prefix .. ':callbacks', 'asleep') == 1 then wake(account.prefix, 'callbacks') end
end

local function recipient_key(account, to)
  return account.prefix .. ':to:' .. recipient_name(to)
end

local function entry_found_by_recipient(account, id, to, sending)
  local key, recent = recipient_key(account, to), day_ms
  redis.call('ZREMRANGEBYSCORE', key, '-inf', '(' .. (sending - recent))
  redis.call('ZADD', key, sending, id)
  redis.call('PEXPIRE', key, recent)
end

-- Answers whether it is news. Events that wait for it are listed once the message is open (slice_join), or by the caller.
local function entry_upstream(account, id, entry, upstream)
  if upstream == '' or redis.call('HGET', entry, field.upstream) == upstream then return false end
  redis.call('HSET', entry, field.upstream, upstream)
  if account.findable and not account.shared_ids then upstream_note(account, id, upstream) end
  return true
end

-- Adds to a counter: at once or, where a script does the same for many messages, at its end (entry_each).
local function count_add(account, key, name, by)
  if not account.later then return redis.call('HINCRBY', key, name, by) end
  local of = account.later[key] or { sums = {}, turns = {} }
  account.later[key] = of
  of.sums[name] = (of.sums[name] or 0) + by
  of.turns[account.turn] = true
end

local function slice_of(account, sending)
  return math.floor((tonumber(sending) or 0) / account.slice_ms)
end

local function slice_join(account, id, entry)
  local known = redis.call('HMGET', entry, time_field.sending, field.to, field.mark, field.upstream)
  local slice = slice_of(account, known[1])
  local found_by = known[3] or known[2]
  if account.findable and found_by then
    entry_found_by_recipient(account, id, found_by, tonumber(known[1]) or 0)
    events_awaited(account, known[4], found_by)
  end
  redis.call('RPUSH', account.prefix .. ':slice:' .. slice, id_keep(id))
  count_add(account, account.total, slice, 1)
  count_add(account, account.open, slice, 1)
end

-- It is counted in its step's slice, or in a longer one once that was merged; one that joined late, in either.
local function slice_leave(account, entry)
  local step = slice_of(account, redis.call('HGET', entry, time_field.sending))
  local of = account.later and account.later[account.open]
  local joining = of and of.sums[step] or 0
  if (tonumber(redis.call('HGET', account.open, step)) or 0) + joining > 0 then
    count_add(account, account.open, step, -1)
    return
  end
  local long = account.prefix .. ':slices:long'
  for _, length in ipairs(long_slices) do
    local open = length .. ':' .. (step - step % length) .. ':open'
    if (tonumber(redis.call('HGET', long, open)) or 0) > 0 then
      redis.call('HINCRBY', long, open, -1)
      return
    end
  end
end

-- The batch of a message: told, or told by its id (place.ts).
local function batch_of(id, batch)
  if batch and batch ~= '' then return batch end
  if string.find(id, '^[%x%-]+%-%d+$') and string.sub(id, 37, 37) == '-' then return string.sub(id, 1, 36) end
end

-- 'paused' or 'cancelled', where the batch of a message is.
local function batch_state(account, id, batch)
  batch = batch_of(id, batch)
  if not batch then return nil end
  local states = account.states or {}
  if states[batch] == nil then states[batch] = redis.call('HGET', account.prefix .. ':batch:' .. batch, 'state') end
  return states[batch] or nil
end

-- As long as its job may ask, the entry of a doubt must not go: without it the message would be a new one.
local function entry_kept_ms(account, status)
  return status == 'unknown' and math.max(account.retention, longest_doubt) or account.retention
end

local batch_parts = { '', ':rows', ':keys', ':marks', ':rejected' }

-- A batch is remembered as long as the entry of its last message; written about once a day.
local function batch_keep(key, kept)
  local left = redis.call('PTTL', key)
  if left >= kept or (left == -1 and redis.call('HGET', key, 'state') == 'paused') then return end
  for _, part in ipairs(batch_parts) do redis.call('PEXPIRE', key .. part, kept + 86400000) end
end

local function batch_count(account, batch, from, to)
  local key = account.prefix .. ':batch:' .. batch
  if from and from ~= 'enqueued' then count_add(account, key, from, -1) end
  if to ~= 'enqueued' then count_add(account, key, to, 1) end
  local kept, of = entry_kept_ms(account, to), account.later and account.later[key]
  if of then of.kept = math.max(of.kept or 0, kept) else batch_keep(key, kept) end
end

local function entry_went_out(account, id, entry, from, to)
  if went_out[from] and to == 'failed' then redis.call('HSET', entry, field.wentOut, 1) end
  if went_out[from] or not went_out[to] then return end
  -- A recipient finds only what is known to have gone out.
  if from == 'unknown' then
    local known = redis.call('HMGET', entry, field.upstream, field.to, field.mark)
    events_awaited(account, known[1], known[3] or known[2])
  end
  if redis.call('HGET', entry, field.wentOut) ~= '1' then dispatch_log(account, id) end
end

-- Takes the person out of an entry, and the entry out of what is followed. Answers whether anybody was in it.
local function entry_forget(account, id, entry)
  local known = redis.call('HMGET', entry, field.to, field.mark, field.status)
  if not known[1] then return false end
  if open_status[known[3] or ''] then slice_leave(account, entry) end
  redis.call('ZREM', recipient_key(account, known[2] or known[1]), id)
  redis.call('HDEL', entry, field.to, field.mark, field.label, field.detail, field.origin, field.fingerprint,
    field.forget)
  return true
end

-- Moves an entry from one status (nil: it is new) to another, and everything that counts it; 'fields' (names and values) are
-- written with that.
local function entry_move(account, id, batch, from, to, now, fields)
  local entry = account.prefix .. ':msg:' .. id
  local was_open, is_open = open_status[from or ''], open_status[to]
  -- Before the time of sending changes, which says in which slice it is.
  if was_open and not is_open then slice_leave(account, entry) end
  local written = to == 'enqueued' and { field.status, to } or { field.status, to, time_field[to], now }
  for place, text in ipairs(fields or {}) do written[#written + 1] = text end
  redis.call('HSET', entry, unpack(written))
  if from == to then return end
  batch = batch_of(id, batch)
  if batch then batch_count(account, batch, from, to) end
  if is_open and not was_open then slice_join(account, id, entry) end
  entry_went_out(account, id, entry, from or '', to)
  if to == 'unknown' then
    redis.call('ZADD', account.prefix .. ':unknown', now, id)
    -- Entries of doubt that never ended have gone by then, however long their jobs asked for them.
    redis.call('ZREMRANGEBYSCORE', account.prefix .. ':unknown', '-inf', now - entry_kept_ms(account, to) - longest_doubt)
  elseif from == 'unknown' then
    redis.call('ZREM', account.prefix .. ':unknown', id)
    redis.call('HDEL', entry, field.waiting)
  end
  if not silent[to] then
    entry_tell(account, id, to, now)
    redis.call('PEXPIRE', entry, entry_kept_ms(account, to))
  end
  if not in_flight[to] and redis.call('HEXISTS', entry, field.forget) == 1 then entry_forget(account, id, entry) end
end

-- What a message becomes that would be sent again: not where its person is to be forgotten, or its batch is cancelled.
local function entry_again(account, id, batch, entry)
  local is_over = redis.call('HEXISTS', entry, field.forget) == 1 or batch_state(account, id, batch) == 'cancelled'
  return is_over and 'cancelled' or 'enqueued'
end

-- Redis before 7 puts a place in the script before the code.
local function entry_fault(fault)
  local text = string.gsub(type(fault) == 'table' and fault.err or tostring(fault), '^@user_script: ?%d+: ', '')
  return { err = string.find(text, '^%u+ ') and text or 'ERR ' .. text }
end

-- Does the same for many messages: for each stand, from 'first' on, how many arguments it has, and these. What they count is
-- written once, at the end. Whoever fails, fails alone: its answer is the error.
local function entry_each(account, now, first, work)
  local answers, at = {}, first
  account.now, account.states, account.later = now, {}, {}
  while at <= #ARGV do
    local last = at + tonumber(ARGV[at])
    account.turn = #answers + 1
    local went, answer = pcall(work, at + 1, last)
    answers[account.turn] = went and answer or entry_fault(answer)
    at = last + 1
  end
  for key, of in pairs(account.later) do
    local went, fault = pcall(function()
      for name, by in pairs(of.sums) do
        if by ~= 0 then redis.call('HINCRBY', key, name, by) end
      end
      if of.kept then batch_keep(key, of.kept) end
    end)
    for turn in pairs(went and {} or of.turns) do answers[turn] = entry_fault(fault) end
  end
  return answers
end
`
