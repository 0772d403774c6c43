/** Of so many outcomes of a batch it is known which were failures. */
export const outcomesKept = 50
/** `outcomes` counts from here while a batch's canary goes, so that no attempt has to ask for it. */
export const canaryFloor = -1_000_000_000

/**
 * When a batch halts by itself, as Lua functions (entry.lua.ts). Its field `outcomes` counts its attempts that were accepted,
 * rejected or failed, `failures` says which of the last 50 failed. Doubt is no outcome. While `canary` of it are tried, its `state`
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

-- By what its canary came to, all of it or, once it is due, what is known of it, a batch halts or goes on.
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
  if bad > math.max(1, size / 10) or accepted * 2 < #ids - doubtful then return batch_halt(account, key, 'canary', bad, #ids) end
  redis.call('HDEL', key, 'canary', 'failures')
  redis.call('HSET', key, 'outcomes', 0)
  redis.call('DEL', key .. ':canary')
  redis.call('ZREM', account.prefix .. ':batches:canaries', batch_id(account, key))
  if known[2] ~= 'canary' then return end
  redis.call('HDEL', key, 'state')
  batch_moved(account, batch_id(account, key))
end

-- Of the last outcomes too many were failures: a batch that runs halts.
local function share_judge(account, key, seen, outcomes)
  local known, terms, failures = redis.call('HMGET', key, 'failures', 'state', 'source', 'createdAt'), halt_terms(), {}
  for place in string.gmatch(known[1] or '', '%d+') do
    if tonumber(place) > seen - ${outcomesKept} then failures[#failures + 1] = place end
  end
  local before, has_new = seen - #outcomes, false
  for place, is_bad in ipairs(outcomes) do
    has_new = has_new or is_bad
    if is_bad and before + place > seen - ${outcomesKept} then failures[#failures + 1] = before + place end
  end
  if has_new then redis.call('HSET', key, 'failures', table.concat(failures, ',')) end
  if terms.after == 0 or known[2] or not known[4] or (known[3] == 'xml' and not terms.drop_ins) then return end
  local of = math.min(seen, ${outcomesKept})
  if seen >= terms.after and #failures > terms.share * of then batch_halt(account, key, 'share', #failures, of) end
end

-- In their order, whether each was a failure; none for a doubt.
local function outcomes_write(account, key, outcomes, bad)
  local seen = redis.call('HINCRBY', key, 'outcomes', #outcomes)
  if seen < 0 then return canary_judge(account, key, false) end
  if #outcomes > 0 and (bad or seen - #outcomes < ${outcomesKept}) then share_judge(account, key, seen, outcomes) end
end

-- A message has come to a status; what that is for its batch is written with the counts.
local function outcome_count(account, key, from, to)
  local good, bad = went_out[to] and not went_out[from or ''], to == 'rejected' or to == 'failed'
  if not good and not bad and to ~= 'unknown' then return end
  local of = account.later and account.later[key]
  if not of then return outcomes_write(account, key, (good or bad) and { bad } or {}, bad) end
  of.outcomes, of.bad = of.outcomes or {}, of.bad or bad
  if good or bad then of.outcomes[#of.outcomes + 1] = bad end
end
`
