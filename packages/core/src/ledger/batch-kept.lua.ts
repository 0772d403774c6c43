/**
 * How long a batch is kept, as a Lua function. Its keys are the script's first three: batch, rows, keys. That it is paused
 * must not be forgotten, so then it has no end; `keptUntil` says until when it would have been kept.
 */
export const batchKeptLua = /* lua */ `
local function batch_kept(state, at_least)
  local batch, now = KEYS[1], gate_now()
  if state == 'paused' then
    local left = redis.call('PTTL', batch)
    if left > 0 then redis.call('HSET', batch, 'keptUntil', now + left) end
  else
    at_least = math.max(at_least, (tonumber(redis.call('HGET', batch, 'keptUntil')) or 0) - now)
    redis.call('HDEL', batch, 'keptUntil')
  end
  for index = 1, 3 do
    if state == 'paused' then
      redis.call('PERSIST', KEYS[index])
    elseif redis.call('PTTL', KEYS[index]) < at_least then
      redis.call('PEXPIRE', KEYS[index], at_least)
    end
  end
end
`
