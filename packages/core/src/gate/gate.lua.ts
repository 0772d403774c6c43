/** Redis's own clock, in ms: the one that all workers share. Kept apart so that a test can put another in its place. */
export const clockLua = /* lua */ `
local function gate_now()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end
`

/**
 * The gate, as Lua functions for the scripts `begin` and `settle`: a sliding log of permits (a ZSET, scored by
 * Redis's own clock) and the state of a closed gate (a hash).
 *
 * The hash is there only while something is wrong: `failures` in a row; since attempts get no answer, `silentFrom` the
 * first of them began, and `silentSince` the first and `silentLast` the latest was heard of; once closed `until`, `reason`, `closures` (for the backoff), and `probe`,
 * `probeUntil` while one attempt tries whether the gate may open again.
 */
export const gateLua = /* lua */ `
-- Takes a permit for the attempt 'token': 0 when it got one, else how many ms to wait.
local function gate_take(gate, permits, token, now, window, threshold, probe_ms)
  local state = redis.call('HMGET', gate, 'until', 'probe', 'probeUntil')
  local closed_until = tonumber(state[1])
  if closed_until then
    if now < closed_until then return closed_until - now end
    local probe_until = tonumber(state[3])
    if probe_until and now < probe_until and state[2] ~= token then
      return math.min(probe_until - now, 250)
    end
  end
  redis.call('ZREMRANGEBYSCORE', permits, '-inf', now - window)
  local used = redis.call('ZCARD', permits)
  if used >= threshold then
    local leaving = redis.call('ZRANGE', permits, used - threshold, used - threshold, 'WITHSCORES')
    return math.max(1, tonumber(leaving[2]) + window - now)
  end
  if closed_until then redis.call('HSET', gate, 'probe', token, 'probeUntil', now + probe_ms) end
  redis.call('ZADD', permits, now, token)
  return 0
end

-- Hears how an attempt went. signal: 'through' (upstream answered as it should), 'strain' (it did not), 'close', 'none'.
-- Returns for how many ms the gate has just been closed, -1 when it has just been opened, else 0; and, when upstream
-- answers again after more than a second, when the first attempt began that had no answer ('begun' of each, if known).
local function gate_hear(gate, token, now, signal, reason, pause, close_after, first_pause, longest_pause, begun)
  if signal == 'none' then return 0 end
  local state = redis.call('HMGET', gate, 'until', 'probe', 'failures', 'silentSince', 'silentFrom')
  local closed_until = tonumber(state[1])
  local probing = closed_until and state[2] == token
  if signal == 'through' then
    -- Those of less than a second are none: requests only overtook each other.
    local silent_from = state[4] and now - state[4] >= 1000 and tonumber(state[5]) or nil
    if probing then
      redis.call('DEL', gate)
      return -1, silent_from
    end
    if closed_until or not (state[3] or state[4]) then return 0 end
    redis.call('HDEL', gate, 'failures', 'silentFrom', 'silentSince', 'silentLast')
    return 0, silent_from
  end
  if signal == 'strain' then
    redis.call('HSET', gate, 'silentFrom', math.min(begun or now, tonumber(state[5]) or now), 'silentSince', state[4] or now,
      'silentLast', now)
  end
  if closed_until and not probing then
    if signal == 'close' and pause > 0 and now + pause > closed_until then redis.call('HSET', gate, 'until', now + pause) end
    return 0
  end
  if signal == 'strain' and not probing and redis.call('HINCRBY', gate, 'failures', 1) < close_after then return 0 end
  local closures = redis.call('HINCRBY', gate, 'closures', 1)
  if pause < 0 then pause = math.min(longest_pause, first_pause * 2 ^ (closures - 1)) end
  redis.call('HSET', gate, 'until', now + pause, 'reason', reason)
  redis.call('HDEL', gate, 'probe', 'probeUntil', 'failures')
  return pause
end
`
