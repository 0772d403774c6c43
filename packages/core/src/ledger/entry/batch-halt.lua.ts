import { settledStatuses } from '../../message/index.js'

/** A batch is judged by so many outcomes in a row. */
export const outcomesKept = 50
/** Of so many outcomes of a batch it is known which were failures: a webhook may tell later. */
const outcomesRemembered = 20 * outcomesKept
/** `outcomes` counts from here while a batch's canary goes, so that no attempt has to ask for it. */
export const canaryFloor = -1_000_000_000

const begunStatuses = ['sending', 'unknown', ...settledStatuses]
const begun = begunStatuses.map((status) => `'${status}'`).join(', ')

/**
 * When a batch halts by itself, as Lua functions (entry.lua.ts). Its field `outcomes` counts its attempts that were accepted,
 * rejected or failed, `failures` says which of the last 1,000 failed, and `outcomesAt` when each fiftieth came: what was accepted and
 * failed later is put in its place among them. Doubt is no outcome. While `canary` of it are tried, its `state`
 * is that, and the set `batch:<id>:canary` has them: `begin` lets no other go. \`batches:canaries\` (ZSET) says when that ends at the latest,
 * \`batches:halted\` (ZSET) which have halted.
 */
export const batchHaltLua = /* lua */ `
-- What halts a batch, as the fourth argument tells it (ledger-options.ts); nothing where nothing does.
local function halt_terms()
  local after, share, drop_ins, wait = string.match(ARGV[4], '^%d+,(%d+),([%d.]+),(%d),(%d+)$')
  if not after then return { after = 0, wait = 600000 } end
  return { after = tonumber(after), share = tonumber(share), drop_ins = drop_ins == '1', wait = tonumber(wait) }
end

local function batch_id(account, key) return string.sub(key, #account.prefix + 8) end

-- Its waiting messages are to follow it: each move has a whole number of its own (set-batch-phase.lua.ts).
local function batch_moved(account, id)
  local moved = account.prefix .. ':batches:moved'
  local last = tonumber(redis.call('ZSCORE', moved, id))
  redis.call('ZADD', moved, math.max(account.now, math.floor(last or 0) + 1), id)
  wake(account.prefix, 'batches')
end

-- Whether anything of it is left to be sent, as far as is known: otherwise there is nothing to halt.
local function batch_waits(key)
  local known = redis.call('HMGET', key, 'unfinished', 'total', ${begun})
  if known[1] or not known[2] then return true end
  local left = tonumber(known[2])
  for place = 3, ${2 + begunStatuses.length} do left = left - (tonumber(known[place]) or 0) end
  return left > 0
end

local function batch_halt(account, key, why, rejected, of)
  local id, left = batch_id(account, key), redis.call('PTTL', key)
  redis.call('HSET', key, 'state', 'halted', 'stateAt', account.now, 'haltReason', why, 'haltRejected', rejected, 'haltOf', of)
  redis.call('HDEL', key, 'stateBy')
  -- That it is halted must not be forgotten (batch-retention.lua.ts).
  if left > 0 then
    redis.call('HSET', key, 'keptUntil', account.now + left)
    for _, part in ipairs(batch_parts) do redis.call('PERSIST', key .. part) end
  end
  redis.call('ZADD', account.prefix .. ':batches:halted', account.now, id)
  redis.call('ZREM', account.prefix .. ':batches:canaries', id)
  batch_moved(account, id)
  entry_tell(account, id, 'batch.halted', account.now)
end

-- Whether a message of a batch whose canary goes is of it, or may be.
local function canary_admits(account, batch, id)
  local key = account.prefix .. ':batch:' .. batch
  if redis.call('SISMEMBER', key .. ':canary', id) == 1 then return true end
  return redis.call('SCARD', key .. ':canary') < (tonumber(redis.call('HGET', key, 'canary')) or 0)
end

-- A message of the canary begins; with the last one the others make way.
local function canary_join(account, batch, id)
  local key = account.prefix .. ':batch:' .. batch
  if redis.call('SADD', key .. ':canary', id) == 0 then return end
  local left = redis.call('PTTL', key)
  if left > 0 then redis.call('PEXPIRE', key .. ':canary', left) end
  if redis.call('SCARD', key .. ':canary') < (tonumber(redis.call('HGET', key, 'canary')) or 0) then return end
  redis.call('ZADD', account.prefix .. ':batches:canaries', account.now + halt_terms().wait, batch)
  batch_moved(account, batch)
end

-- By what its canary came to, all of it or, once it is due, what is known of it, a batch halts or goes on. Answers whether it was judged.
local function canary_judge(account, key, is_due)
  local known = redis.call('HMGET', key, 'canary', 'state')
  local size = tonumber(known[1])
  if not size or known[2] == 'cancelled' or known[2] == 'halted' then return end
  local ids, accepted, bad, doubtful, open = redis.call('SMEMBERS', key .. ':canary'), 0, 0, 0, 0
  for _, id in ipairs(ids) do
    local status = redis.call('HGET', account.prefix .. ':msg:' .. id, field.status) or ''
    if went_out[status] then accepted = accepted + 1
    elseif status == 'rejected' or status == 'failed' then bad = bad + 1
    elseif silent[status] then open = open + 1
    else doubtful = doubtful + 1 end
  end
  if not is_due and (#ids < size or open > 0) then return end
  if (bad > math.max(1, size / 10) or accepted * 2 < #ids - doubtful) and batch_waits(key) then
    batch_halt(account, key, 'canary', bad, #ids)
    return true
  end
  redis.call('HDEL', key, 'canary', 'failures')
  redis.call('HSET', key, 'outcomes', 0, 'outcomesAt', string.format('0=%.0f', account.now))
  redis.call('DEL', key .. ':canary')
  redis.call('ZREM', account.prefix .. ':batches:canaries', batch_id(account, key))
  if known[2] == 'canary' then
    redis.call('HDEL', key, 'state')
    batch_moved(account, batch_id(account, key))
  end
  return true
end

-- All of a batch is known: its canary is no larger.
local function canary_fit(account, key)
  local known = redis.call('HMGET', key, 'canary', 'total')
  local size, total = tonumber(known[1]), tonumber(known[2]) or 0
  if not size or total == 0 or total >= size then return end
  redis.call('HSET', key, 'canary', total)
  if redis.call('SCARD', key .. ':canary') < total then return end
  redis.call('ZADD', account.prefix .. ':batches:canaries', account.now + halt_terms().wait, batch_id(account, key))
  canary_judge(account, key, false)
end

-- Until which outcome those count that came when this one did; nothing where that is too long ago to be known.
local function outcomes_until(marks, seen, at)
  local first
  for number, moment in string.gmatch(marks or '', '(%d+)=(%d+)') do
    if tonumber(moment) >= at then return (first or tonumber(number) <= ${outcomesKept}) and tonumber(number) end
    first = first or number
  end
  return seen
end

-- Too many failures among ${outcomesKept} outcomes: a batch that runs halts. 'late': when those were accepted that failed afterwards.
local function share_judge(account, key, seen, outcomes, late)
  local known = redis.call('HMGET', key, 'failures', 'state', 'source', 'createdAt', 'outcomesAt')
  local terms, failures, failed, ends = halt_terms(), {}, {}, { seen }
  local function fail(place)
    failed[place] = true
    failures[#failures + 1] = string.format('%d', place)
  end
  for text in string.gmatch(known[1] or '', '%d+') do
    if tonumber(text) > seen - ${outcomesRemembered} then fail(tonumber(text)) end
  end
  local before, told = seen - #outcomes, #failures
  for place, is_bad in ipairs(outcomes) do
    if is_bad then fail(before + place) end
  end
  for _, at in ipairs(late) do
    local last = outcomes_until(known[5], seen, at)
    local place = last or 0
    while failed[place] do place = place - 1 end
    if last and place > math.max(0, last - ${outcomesKept}) then
      fail(place)
      ends[#ends + 1] = last
    end
  end
  if #failures > told then redis.call('HSET', key, 'failures', table.concat(failures, ',')) end
  if terms.after == 0 or (known[2] and known[2] ~= 'canary') or not known[4] or (known[3] == 'xml' and not terms.drop_ins) then return end
  for _, last in ipairs(ends) do
    local of, bad = math.min(last, ${outcomesKept}), 0
    for place = last - of + 1, last do bad = bad + (failed[place] and 1 or 0) end
    if last >= terms.after and bad > terms.share * of then
      if batch_waits(key) then batch_halt(account, key, 'share', bad, of) end
      return
    end
  end
end

-- When each ${outcomesKept}th outcome came.
local function outcomes_mark(account, key, seen)
  local marks = redis.call('HGET', key, 'outcomesAt')
  marks = (marks and marks .. ',' or '') .. string.format('%d=%.0f', seen - seen % ${outcomesKept}, account.now)
  local _, count = string.gsub(marks, '=', '')
  if count > ${outcomesRemembered / outcomesKept} then marks = string.gsub(marks, '^[^,]*,', '') end
  redis.call('HSET', key, 'outcomesAt', marks)
end

-- 'outcomes': in their order, whether each was a failure; none for a doubt. 'late' as above.
local function outcomes_write(account, key, outcomes, bad, late)
  local seen = redis.call('HINCRBY', key, 'outcomes', #outcomes)
  if seen < 0 then
    seen = seen - (${canaryFloor})
    if canary_judge(account, key, false) then return end
  end
  if seen % ${outcomesKept} < #outcomes then outcomes_mark(account, key, seen) end
  if #late > 0 or (#outcomes > 0 and (bad or seen - #outcomes < ${outcomesKept})) then share_judge(account, key, seen, outcomes, late) end
end

-- A message has come to a status; what that is for its batch is written with the counts. What failed after it was accepted has
-- its outcome already, and so has what comes to be received all the same.
local function outcome_count(account, key, entry, from, to)
  local good, bad, late = went_out[to] and not went_out[from or ''], to == 'rejected' or to == 'failed', nil
  if not good and not bad and to ~= 'unknown' then return end
  if good and from == 'failed' then return end
  if bad and went_out[from or ''] then
    local times = redis.call('HMGET', entry, time_field.accepted, time_field.sending)
    late = tonumber(times[1] or times[2]) or 0
  end
  local of = account.later and account.later[key]
  local is_outcome = (good or bad) and not late
  if not of then return outcomes_write(account, key, is_outcome and { bad } or {}, bad, { late }) end
  of.outcomes, of.late, of.bad = of.outcomes or {}, of.late or {}, of.bad or bad
  if is_outcome then of.outcomes[#of.outcomes + 1] = bad end
  if late then of.late[#of.late + 1] = late end
end
`
