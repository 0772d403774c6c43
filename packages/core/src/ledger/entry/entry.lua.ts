import { capCounterLua } from '../../contacts/index.js'
import { clockLua } from '../../gate/index.js'
import { dispatchLogLua } from '../dispatch-log/dispatch-log.lua.js'
import { packedIdLua } from '../ids/packed-id.lua.js'
import { personIndexLua } from '../persons/person-index.lua.js'
import { unmatchedEventsLua } from '../webhook-events/unmatched-events.lua.js'
import { batchCountLua } from './batch-count.lua.js'
import { batchReasonsLua } from './batch-reasons.lua.js'
import { batchSeriesLua } from './batch-series.lua.js'
import { entryEachLua } from './entry-each.lua.js'
import { fieldsLua } from './entry-fields.js'
import { sliceCountLua } from './slice-count.lua.js'
import { triesLua } from './tries.lua.js'
import { upstreamIndexLua } from './upstream-index.lua.js'

/** `reconcile.maxAgeHours` is 31 days at most. */
export const maxDoubtMs = 32 * 86_400_000

/**
 * What a ledger entry is, as Lua functions. An entry is a small hash `msg:<id>`; its fields are named in entry-fields.ts.
 *
 * - A batch counts its messages by status; `enqueued` is not counted but left over from the total. Its first messages may
 *   be counted before it is noted down itself, so counting may create it. It is kept as long as the entries of its
 *   messages, at least (batch-retention.lua.ts). Its field `state` is there while it does not simply run
 *   (set-batch-phase.lua.ts). It may halt by itself (batch-halt.lua.ts).
 * - An open message (its status may still change by what a report shows) is counted in the slice of its sending time
 *   (merge-slices.ts makes long ones of old ones), and its id kept (packed-id.lua.ts) in the list of that half-minute.
 * - A message that went out is in the log of dispatches (dispatch-log.lua.ts), once.
 * - Where webhooks look for messages, an index has their upstream ids (upstream-index.lua.ts), and `to:<recipient>`
 *   (ZSET by sending time) those sent to a recipient in the last 24 hours. Events that came before are listed then, to be
 *   matched again (unmatched-events.lua.ts).
 * - `unknown` (ZSET by time) lists the messages in doubt, `released` those to be sent again whose jobs must wake.
 * - Each change is an event in the outbox of callbacks, where the account has one: a worker knows by its settings, all
 *   others by what workers have noted (callback/record-configured.ts). Who waits gets a signal (callback/rest-until-next-event.ts).
 * - An entry without a recipient is of a person who was forgotten: it keeps its status and times, and changes no more. One
 *   to be forgotten (`forget`) whose attempt is under way or in doubt needs its recipient until that is known.
 *
 * Every script that changes entries has the same first arguments and defines `account` by `entry_account`.
 */
export const entryLua = /* lua */ `${clockLua}${fieldsLua}${packedIdLua}${personIndexLua}${dispatchLogLua}${upstreamIndexLua}${unmatchedEventsLua}${capCounterLua}
local open_status = { unknown = true, accepted = true, sent = true, received = true }
local went_out = { accepted = true, sent = true, received = true, read = true }
local at_rest = { rejected = true, failed = true, expired = true, cancelled = true, suppressed = true }
local longest_doubt = ${maxDoubtMs}
local silent = { enqueued = true, sending = true }
local in_flight = { sending = true, unknown = true }

-- The first three keys and arguments: slices:total, slices:open, events; prefix, retention (ms), slice (ms), and
-- whether changes are told (1), messages findable (2), upstream ids those of requests of many messages (4), and
-- whether the note of workers says if changes are told (8); after a comma, what halts a batch (batch-halt.lua.ts).
local function entry_account()
  local flags = tonumber(string.match(ARGV[4], '^%d+'))
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

local function upstream_index(account, id, upstream)
  if account.findable and not account.shared_ids then upstream_note(account, id, upstream) end
end

-- Answers whether it is news. Events that wait for it are listed once the message is open (slice_join), or by the caller.
local function entry_upstream(account, id, entry, upstream)
  if upstream == '' or redis.call('HGET', entry, field.upstream) == upstream then return false end
  redis.call('HSET', entry, field.upstream, upstream)
  upstream_index(account, id, upstream)
  return true
end

local function count_write(account, key, name, by, began)
  local sum = redis.call('HINCRBY', key, name, by)
  if sum == by and began then began(account, key) end
  return sum
end

-- Adds to a counter: at once or, where a script does the same for many messages, at its end (entry_each). 'began' hears of
-- one that begins.
local function count_add(account, key, name, by, began)
  if not account.later then return count_write(account, key, name, by, began) end
  local of = account.later[key] or { sums = {}, turns = {}, began = began }
  account.later[key] = of
  of.sums[name] = (of.sums[name] or 0) + by
  if account.turn then of.turns[account.turn] = true end
end

-- As long as its job may ask, the entry of a doubt must not go: without it the message would be a new one.
local function entry_kept_ms(account, status)
  return status == 'unknown' and math.max(account.retention, longest_doubt) or account.retention
end
${sliceCountLua}${batchCountLua}${batchSeriesLua}${batchReasonsLua}${triesLua}
local function entry_went_out(account, id, entry, from, to)
  if went_out[from] and to == 'failed' then redis.call('HSET', entry, field.wentOut, 1) end
  if went_out[from] or not went_out[to] then return end
  -- A recipient finds only what is known to have gone out.
  if from == 'unknown' then
    local known = redis.call('HMGET', entry, field.upstream, field.to, field.mark)
    events_awaited(account, known[1], person_mark(known[3]) or known[2])
  end
  if redis.call('HGET', entry, field.wentOut) ~= '1' then dispatch_log(account, id) end
end

-- Takes the person out of an entry, and the entry out of what is followed. Answers whether anybody was in it.
local function entry_forget(account, id, entry)
  local known = redis.call('HMGET', entry, field.to, field.mark, field.status)
  if not known[1] then return false end
  if open_status[known[3] or ''] then slice_leave(account, entry) end
  redis.call('ZREM', recipient_key(account, person_mark(known[2]) or known[1]), id)
  redis.call('HDEL', entry, field.to, field.mark, field.label, field.detail, field.origin, field.fingerprint,
    field.forget)
  return true
end

-- A doubt that its job asks for goes on: its entry is kept from now on, which is noted once a day.
local function entry_keep_doubt(account, id, entry, now)
  local kept = entry_kept_ms(account, 'unknown')
  local left = redis.call('PTTL', entry)
  if left >= 0 and left > kept - 86400000 then return end
  redis.call('PEXPIRE', entry, kept)
  person_keep(account, id, entry, now, kept)
end

-- Moves an entry from one status (nil: it is new) to another, and everything that counts it; 'fields' (names and values) are
-- written with that. 'forget': whether its person is to be forgotten, where that was read; 'reason': the code of why; 'words': upstream's for it.
local function entry_move(account, id, batch, from, to, now, fields, forget, reason, words)
  local entry = account.prefix .. ':msg:' .. id
  local was_open, is_open = open_status[from or ''], open_status[to]
  -- Before the time of sending changes, which says in which slice it is.
  if was_open and not is_open then slice_leave(account, entry) end
  local written = to == 'enqueued' and { field.status, to } or { field.status, to, time_field[to], now }
  for place, text in ipairs(fields or {}) do written[#written + 1] = text end
  batch = batch_of(id, batch)
  local code = from ~= to and reason_move(account, batch, entry, from, to, reason, words)
  if code then written[#written + 1], written[#written + 2] = field.reason, code end
  redis.call('HSET', entry, unpack(written))
  if from == to then return end
  if batch then batch_count(account, batch, entry, from, to) end
  if batch and not silent[to] then series_count(account, batch, to, tonumber(now)) end
  if is_open and not was_open then slice_join(account, id, entry) end
  -- Taken for one that sent nothing, it went out all the same.
  if went_out[to] and not went_out[from or ''] and from ~= 'sending' then cap_correct(account, entry, true) end
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
    local kept = entry_kept_ms(account, to)
    redis.call('PEXPIRE', entry, kept)
    person_keep(account, id, entry, now, kept)
  end
  if in_flight[to] then return end
  if forget == nil then forget = redis.call('HEXISTS', entry, field.forget) == 1 end
  if not forget then return end
  person_erase(account.prefix, person_mark(redis.call('HGET', entry, field.mark)), { id })
  entry_forget(account, id, entry)
end

-- What a message becomes that would be sent again: not where its person is to be forgotten, or its batch is cancelled.
local function entry_again(account, id, batch, entry)
  local is_over = redis.call('HEXISTS', entry, field.forget) == 1 or batch_state(account, id, batch) == 'cancelled'
  return is_over and 'cancelled' or 'enqueued'
end
${entryEachLua}`
