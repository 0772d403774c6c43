/** Redis's own clock, in ms: the one that all workers share. Kept apart so that a test can put another in its place. */
export const clockLua = /* lua */ `
local function gate_now()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end
`

/**
 * Times by a clock that may be set back: by hand, or because a replica with another one takes over. What then lies too far
 * ahead is dated anew, so that a permit counts for a window, and a pause takes as long, as when they were written.
 */
export const clockRollbackLua = /* lua */ `
-- Permits of the future were taken by now, as far as anybody can tell.
local function permits_redate(permits, now)
  local newest = redis.call('ZRANGE', permits, -1, -1, 'WITHSCORES')[2]
  if not newest or tonumber(newest) <= now then return end
  for _, token in ipairs(redis.call('ZRANGEBYSCORE', permits, '(' .. now, '+inf')) do
    redis.call('ZADD', permits, now, token)
  end
end

-- How many ms are left until 'ends', a field of 'key' that was set at most 'longest' ms ahead.
local function time_left(key, name, ends, longest, now)
  if ends - now <= longest then return ends - now end
  redis.call('HSET', key, name, now + longest)
  return longest
end
`

/**
 * The gate, as Lua functions for the scripts `begin` and `settle`: a sliding log of permits (a ZSET, scored by
 * Redis's own clock) and the state of a closed gate (a hash).
 *
 * The hash is there only while something is wrong: `failures` in a row; since attempts get no answer, `silentFrom` the
 * first of them began, and `silentSince` the first and `silentLast` the latest was heard of; once closed `until`, `pause` (how long
 * that was ahead, ms), `reason`, `since` when it is, `closures` (for the backoff), and `probe`, `probeUntil` while one attempt tries whether the
 * gate may open again. First only such messages may try of which, and of whose template, none was refused lately (fault-attribution.lua.ts);
 * then, a turn later, the others of such a template, and last those that were refused.
 */
export const gateLua = /* lua */ `${clockRollbackLua}
-- No pause is longer. A gate that was closed by 0.1.0 does not say how long its own is.
local longest_closure = 3600000

-- How many ms a gate is still closed by its fields 'until' and 'pause'; 0 or less when a probe may go, nil when it is open.
local function gate_closed_for(gate, closed_until, pause, now)
  closed_until = tonumber(closed_until)
  return closed_until and time_left(gate, 'until', closed_until, tonumber(pause) or longest_closure, now)
end

-- For how long (ms) others may try first, after a pause.
local function gate_turn(pause)
  return math.min(1000, math.max(100, math.floor((tonumber(pause) or 0) / 2)))
end

-- Takes a permit for the attempt 'token': 0 when it got one, else how many ms to wait, and whether the gate is closed. 'turn' (0 to
-- 2, nil is 0) is how many turns others have when it may open again; with 2 it waits for its own at once. 'seen', for those that
-- ask in one script: how many permits are out.
local function gate_take(gate, permits, token, now, window, threshold, probe_ms, turn, seen)
  local state = redis.call('HMGET', gate, 'until', 'pause', 'probe', 'probeUntil')
  local closed_ms = gate_closed_for(gate, state[1], state[2], now)
  if closed_ms then
    if turn == 2 or (turn == 1 and closed_ms <= 0) then closed_ms = closed_ms + turn * gate_turn(state[2]) end
    if closed_ms > 0 then return closed_ms, true end
    local probe_until = tonumber(state[4])
    if probe_until and state[3] ~= token then
      local probe_left = time_left(gate, 'probeUntil', probe_until, probe_ms, now)
      if probe_left > 0 then return math.min(probe_left, 250), true end
    end
  end
  local used = seen and seen.used
  if not used then
    permits_redate(permits, now)
    redis.call('ZREMRANGEBYSCORE', permits, '-inf', now - window)
    used = redis.call('ZCARD', permits)
  end
  if seen then seen.used = used end
  if used >= threshold then
    local leaving = redis.call('ZRANGE', permits, used - threshold, used - threshold, 'WITHSCORES')
    return math.max(1, tonumber(leaving[2]) + window - now)
  end
  if closed_ms then redis.call('HSET', gate, 'probe', token, 'probeUntil', now + probe_ms) end
  -- A token that has a permit already takes no other: it is one of those that were counted.
  local taken = redis.call('ZADD', permits, now, token)
  if seen then seen.used = used + taken end
  return 0
end

-- Hears how an attempt went. signal: 'success' (upstream answered as it should), 'failure' (it did not), 'count' (it refused,
-- once more), 'close', 'none' (there was no attempt: a probe makes room for the next one).
-- Returns for how many ms the gate has just been closed, -1 when it has just been opened, else 0; and, when upstream
-- answers again after more than a second, when the first attempt began that had no answer ('begun' of each, if known).
local function gate_record(gate, token, now, signal, reason, pause, close_after, first_pause, longest_pause, begun)
  if signal == 'none' then
    if redis.call('HGET', gate, 'probe') == token then redis.call('HDEL', gate, 'probe', 'probeUntil') end
    return 0
  end
  local state = redis.call('HMGET', gate, 'until', 'probe', 'failures', 'silentSince', 'silentFrom')
  local closed_until = tonumber(state[1])
  local probing = closed_until and state[2] == token
  if signal == 'success' then
    -- Those of less than a second are none: requests only overtook each other. How long one was that began by a clock
    -- that was ahead, nobody knows.
    local silent_ms = now - (tonumber(state[4]) or now)
    local silent_from = (silent_ms >= 1000 or silent_ms < 0) and math.min(tonumber(state[5]) or now, now) or nil
    if probing then
      redis.call('DEL', gate)
      return -1, silent_from
    end
    if closed_until or not (state[3] or state[4]) then return 0 end
    redis.call('HDEL', gate, 'failures', 'silentFrom', 'silentSince', 'silentLast')
    return 0, silent_from
  end
  if signal == 'failure' then
    redis.call('HSET', gate, 'silentFrom', math.min(begun or now, tonumber(state[5]) or now), 'silentSince', state[4] or now,
      'silentLast', now)
  end
  if closed_until and not probing then
    if signal == 'close' and pause > 0 and now + pause > closed_until then
      redis.call('HSET', gate, 'until', now + pause, 'pause', pause)
    end
    return 0
  end
  if signal ~= 'close' and not probing and redis.call('HINCRBY', gate, 'failures', 1) < close_after then return 0 end
  local closures = redis.call('HINCRBY', gate, 'closures', 1)
  if pause < 0 then pause = math.min(longest_pause, first_pause * 2 ^ (closures - 1)) end
  redis.call('HSET', gate, 'until', now + pause, 'pause', pause, 'reason', reason)
  redis.call('HSETNX', gate, 'since', now)
  redis.call('HDEL', gate, 'probe', 'probeUntil', 'failures')
  return pause
end
`
