/**
 * What upstream's answers to messages say of the limit (seed 001, "Cotas de consumo"), as Lua functions over the hash
 * `gate:limit`, which is there only while they say something else than the account's settings:
 *
 * - `usedUpUntil`, `usedUpMs`: nothing is left of upstream's window until then, which was so long ahead when it was heard.
 * - `row` answers in a row (10 at most) said `rowMax`; `rowFits`: the Reset of one came close to the account's window.
 * - `max`, `maxUntil`: the lower limit in force, and until when, unless it is said again.
 * - `otherMax`, `otherUntil`: a limit that is said of a longer window than the account's.
 * - `higher`: a higher limit than the account's, which is only told.
 */
export const reportedLimitLua = /* lua */ `
local lower_limit_ms = 600000
local row_needed = 10

-- The lower limit in force, if any, and for how many ms nothing is left.
local function reported_limit(key, now)
  local state = redis.call('HMGET', key, 'max', 'maxUntil', 'usedUpUntil', 'usedUpMs')
  local exhausted_ms = state[3] and time_left(key, 'usedUpUntil', tonumber(state[3]), tonumber(state[4]), now) or 0
  local in_force = state[1] and time_left(key, 'maxUntil', tonumber(state[2]), lower_limit_ms, now) > 0
  return in_force and tonumber(state[1]) or nil, exhausted_ms
end

-- How many permits of a lower limit a lane may use, of those it has anyway.
local function reported_threshold(lowered, reserve, threshold)
  return lowered and math.min(threshold, math.max(1, lowered - math.ceil(lowered * reserve))) or threshold
end

-- For how long bulk waits so that a lower limit's permits come free evenly, too: BullMQ paces it by the account's limit. A
-- step is a sixteenth of the window, and a second at least; a twentieth of it makes up for the time that a lane takes to wake.
local function reported_pace(permits, now, lowered, window)
  local step = math.min(lowered, math.max(8, math.ceil(lowered * math.max(1000 / window, 1 / 16))))
  local first = redis.call('ZRANGE', permits, -step, -step, 'WITHSCORES')[2]
  local step_ms = math.floor(0.95 * step * window / lowered)
  return first and math.min(step_ms, tonumber(first) + step_ms - now) or 0
end

local function reported_exhausted(key, now, ms)
  local known = redis.call('HMGET', key, 'usedUpUntil', 'usedUpMs')
  local left = known[1] and time_left(key, 'usedUpUntil', tonumber(known[1]), tonumber(known[2]), now) or 0
  if ms > left then redis.call('HSET', key, 'usedUpUntil', now + ms, 'usedUpMs', ms) end
  return left <= 0 and ms or 0
end

-- Hears a lower limit. Returns whether it is in force from now on, and whether the same again would change nothing for a while.
local function reported_lower(key, now, said, reset, window)
  local state = redis.call('HMGET', key, 'max', 'maxUntil', 'row', 'rowMax', 'rowFits', 'otherMax', 'otherUntil')
  local in_force = tonumber(state[1]) == said and tonumber(state[2]) > now
  -- Reset comes in whole seconds, rounded up.
  if reset > math.ceil(window / 1000) * 1000 then
    redis.call('HDEL', key, 'row', 'rowMax', 'rowFits')
    if tonumber(state[1]) == said then redis.call('HDEL', key, 'max', 'maxUntil') end
    redis.call('HSET', key, 'otherMax', said, 'otherUntil', now + reset + window)
    return false, true
  end
  if tonumber(state[6]) == said and tonumber(state[7]) > now then return false, true end
  local row = tonumber(state[4]) == said and tonumber(state[3]) or 0
  local fits = row > 0 and state[5] == '1' or reset >= window * 4 / 5
  row = math.min(row + 1, row_needed)
  redis.call('HSET', key, 'row', row, 'rowMax', said, 'rowFits', fits and 1 or 0)
  local lowers = not in_force and row == row_needed and fits
  if in_force or lowers then redis.call('HSET', key, 'max', said, 'maxUntil', now + lower_limit_ms) end
  return lowers, in_force or lowers
end

-- Hears what an answer says: the limit (-1: nothing), and for how many ms nothing is left of it (0: something is). Returns
-- the lower limit that came into force, the higher one that is new, how many ms it has just been used up, whether the same again would change nothing.
local function reported_observe(key, now, max, window, said, reset, exhausted)
  local exhausted_ms = exhausted > 0 and reported_exhausted(key, now, exhausted) or 0
  local lowered, higher, settled = 0, 0, true
  if said >= 0 and said < max then
    local lowers
    lowers, settled = reported_lower(key, now, math.max(1, said), reset, window)
    if lowers then lowered = math.max(1, said) end
  else
    redis.call('HDEL', key, 'row', 'rowMax', 'rowFits')
  end
  if said > max then
    if tonumber(redis.call('HGET', key, 'higher')) ~= said then
      redis.call('HSET', key, 'higher', said)
      higher = said
    end
  elseif said >= 0 then
    redis.call('HDEL', key, 'higher')
  end
  redis.call('EXPIRE', key, 86400)
  return { lowered, higher, exhausted_ms, settled and 1 or 0 }
end
`
