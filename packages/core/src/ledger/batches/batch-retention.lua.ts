/**
 * How long a batch is kept, as a Lua function. Its keys are the script's first five (batch, rows, keys, marks, rejected) and its
 * seventh (withdrawn) , ninth to eleventh (series, reasons, canary). That it is paused or halted must not be forgotten, so then it has no end; `keptUntil` says until when it would have been kept.
 */
export const batchRetentionLua = /* lua */ `
local function batch_kept(state, at_least)
  local batch, now = KEYS[1], gate_now()
  local until_ms = tonumber(redis.call('HGET', batch, 'keptUntil')) or 0
  local is_stopped = state == 'paused' or state == 'halted'
  if is_stopped then
    local left = math.max(at_least, redis.call('PTTL', batch))
    redis.call('HSET', batch, 'keptUntil', math.max(until_ms, now + left))
  else
    at_least = math.max(at_least, until_ms - now)
    redis.call('HDEL', batch, 'keptUntil')
  end
  for _, index in ipairs({ 1, 2, 3, 4, 5, 7, 9, 10, 11 }) do
    if is_stopped then
      redis.call('PERSIST', KEYS[index])
    elseif redis.call('PTTL', KEYS[index]) < at_least then
      redis.call('PEXPIRE', KEYS[index], at_least)
    end
  end
end
`
