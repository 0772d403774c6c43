/**
 * What the gate hears of an attempt, by whose fault it was that it was refused (gate/fault-attribution.lua.ts). What is one message's or
 * one template's fault closes no gate; but a probe tells how it went in any case, and so do five messages refused in a row.
 */
export const judgeRefusalLua = /* lua */ `
-- Answers whose fault it was ('account', 'message' or 'template'; nil: it was not refused), what the gate is to hear, and for
-- how long (ms) its template has just begun to rest (-1: it rests no longer).
local function refusal_judge(gate, blame, entry, attempt, now)
  local signal, template = attempt.signal, attempt.template
  if signal == 'success' then
    local healed = redis.call('EXISTS', blame) == 1 and blame_passed(blame, template, attempt.begun or now, now)
    return nil, signal, healed and -1 or 0
  end
  if signal == 'none' then
    blame_release(blame, template, attempt.token, now)
    return nil, signal, 0
  end
  if signal == 'reported' then
    local _, record = blame_read(blame, template, now)
    return record and record['until'] and 'template' or 'account', 'none', 0
  end
  local verdict, fresh, rest = blame_refused(blame, template, attempt, now)
  if attempt.mine and not attempt.shared then
    redis.call('HSET', entry, field.refused, now)
    if verdict == 'message' then redis.call('HSET', entry, field.own, 1) end
  end
  if redis.call('HGET', gate, 'probe') == attempt.token then
    if verdict == 'message' then verdict = 'account' end
  elseif verdict == 'message' then
    signal = fresh and 'count' or 'none'
  elseif verdict == 'template' then
    signal = 'none'
  end
  return verdict, signal, rest or 0
end

-- For how many ms a message is put off whose attempt does not count: so that others try before it. 0: not at all.
local function refusal_postpone(gate, blame, template, now)
  local _, record = blame_read(blame, template, now)
  if record and record['until'] then
    local rest = math.max(0, record['until'] - now)
    return rest + gate_turn(rest)
  end
  local state = redis.call('HMGET', gate, 'until', 'pause')
  local closed_ms = gate_closed_for(gate, state[1], state[2], now)
  return closed_ms and math.max(1, closed_ms + 2 * gate_turn(state[2])) or 0
end
`
